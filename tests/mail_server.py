"""A private mail server for tests: Dovecot on the loopback, with its own folder, users and certificate."""

import getpass
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.real_desktop import require, running_program, wait_until

PASSWORD = 'é-mot "de\\passe %'  # noqa: S105 - of a server that lives for one test

_CONFIG = """\
protocols = imap
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
{users}
first_valid_uid = 0
first_valid_gid = 0
listen = 127.0.0.1
ssl = {ssl}
ssl_cert = <{certificate}/cert.pem
ssl_key = <{certificate}/key.pem
auth_mechanisms = {mechanisms}
auth_failure_delay = 0
mail_location = maildir:{folder}/mail/%u:UTF-8
mail_plugins = quota
plugin {{
  quota = maildir:User quota
  quota_rule = *:storage={room}
}}
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {folder}/passwords
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/home/%u
}}
namespace inbox {{
  inbox = yes
  separator = {separator}
  {folders}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {plain}
  }}
  inet_listener imaps {{
    port = {tls}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
"""


@dataclass(frozen=True, slots=True)
class MailServer:
    """A running server: its ports, its own authority, and where it keeps the mail of its users."""

    tls: int
    starttls: int
    authority: Path
    folder: Path

    def messages(self, name: str = "marie") -> list[bytes]:
        """Return every message of a user, in any folder."""
        return [path.read_bytes() for path in (self.folder / "mail" / name).rglob("*/*,*") if path.is_file()]

    def files(self, folder: str, name: str = "marie") -> list[Path]:
        """Return the files of the messages in one folder; their names end with their flags."""
        at = self.folder / "mail" / name / f".{folder}"
        return sorted(path for part in ("cur", "new") for path in (at / part).glob("*"))


@contextmanager
def certificate() -> Iterator[Path]:
    """Make a certificate for the host « localhost » that is its own authority, and give its folder."""
    require("openssl")
    with tempfile.TemporaryDirectory(prefix="pupitre-certificate-") as name:
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
             "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
             "-keyout", f"{name}/key.pem", "-out", f"{name}/cert.pem"],
            check=True, capture_output=True, timeout=20,
        )
        yield Path(name)


@contextmanager
def mail_server(
    certificate: Path, folders: Sequence[tuple[str, str]] = (("Brouillons", "\\Drafts"),), *, separator: str = ".",
    room: str = "10M", mechanisms: str = "plain login", ssl: str = "required",
) -> Iterator[MailServer]:
    """Run a server that knows marie@exemple.fr under `marie`; each folder comes with its special use, or none."""
    require("dovecot")
    with tempfile.TemporaryDirectory(prefix="pupitre-mail-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # its own helpers may run as another user
        tls, plain = _free_ports(2)
        uid, gid = _owner()
        for part in ("mail", "home"):
            (folder / part).mkdir()
            os.chown(folder / part, uid, gid)
        (folder / "passwords").write_text(f"marie:{{PLAIN}}{PASSWORD}\n", encoding="utf-8")
        (folder / "dovecot.conf").write_text(_CONFIG.format(
            folder=folder, users=_users(), ssl=ssl, certificate=certificate, mechanisms=mechanisms, room=room,
            uid=uid, gid=gid, separator=separator, plain=plain, tls=tls,
            folders="\n  ".join(_folder(n, use) for n, use in folders),
        ), encoding="utf-8")
        program = shutil.which("dovecot") or "dovecot"
        with running_program([program, "-F", "-c", str(folder / "dovecot.conf")]):
            wait_until(lambda: _answers(plain))
            yield MailServer(tls, plain, certificate / "cert.pem", folder)


def _folder(name: str, use: str) -> str:
    special = f"special_use = {use}\n    " if use else ""
    return f'mailbox "{name}" {{\n    {special}auto = create\n  }}'


def _users() -> str:
    """Return under whom its parts run: as root those of the package, which Dovecot insists on."""
    if os.getuid() == 0:
        return ""
    me = getpass.getuser()
    return f"default_internal_user = {me}\ndefault_login_user = {me}\ndefault_internal_group = {me}"


def _owner() -> tuple[int, int]:
    """Return who owns the mail; Dovecot opens none as root."""
    nobody = pwd.getpwnam("nobody")
    return (nobody.pw_uid, nobody.pw_gid) if os.getuid() == 0 else (os.getuid(), os.getgid())


def _free_ports(count: int) -> list[int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [int(s.getsockname()[1]) for s in sockets]
    for one in sockets:
        one.close()
    return ports


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as one:
            return one.recv(20).startswith(b"* OK")
    except OSError:
        return False
