"""A server of SSH on this machine alone, for what has to hold when she works on a far one."""

import getpass
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.real_desktop import require, wait_until

_CONFIG = """\
ListenAddress 127.0.0.1
HostKey {folder}/host
AuthorizedKeysFile {folder}/guest.pub
StrictModes no
UsePAM no
PasswordAuthentication no
PermitRootLogin yes
PidFile none
"""


@contextmanager
def ssh_server(folder: Path) -> Iterator[list[str]]:
    """Run a server until the end; yield the words that run a command on its side, in a terminal of its own."""
    program = shutil.which("sshd", path=f"{os.environ['PATH']}:/usr/sbin")  # not where users find programs
    require("ssh", "ssh-keygen", program or "sshd")
    folder.mkdir(mode=0o700)
    for key in ("host", "guest"):
        made = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / key)]
        subprocess.run(made, check=True, timeout=20)
    (folder / "config").write_text(_CONFIG.format(folder=folder), encoding="utf-8")
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # where root's server leaves its rights; a boot would have made it
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(program), "-D", "-e", "-f", str(folder / "config"), "-p", str(port)]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, stderr=log)
        try:
            wait_until(lambda: _answers(port))
            yield [
                "ssh", "-tt", "-F", "none", "-p", str(port), "-i", str(folder / "guest"), "-o", "IdentitiesOnly=yes",
                "-o", "StrictHostKeyChecking=no", "-o", f"UserKnownHostsFile={folder / 'known'}",
                "-o", "LogLevel=ERROR", f"{getpass.getuser()}@127.0.0.1",
            ]
        finally:
            server.terminate()
            server.wait(timeout=10)


def _answers(port: int) -> bool:
    with socket.socket() as asked:
        return asked.connect_ex(("127.0.0.1", port)) == 0
