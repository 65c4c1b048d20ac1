"""A draft as an e-mail that is not sent yet: the standard library makes the headers, none is written by hand.

`X-Unsent: 1` has the classic Outlook of Windows open the file as a draft; no other program is known to.
"""

import re
from datetime import datetime
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import getaddresses

from pupitre.digests import sha256_of
from tui.desktop.markup import page, plain_body
from tui.desktop.safe_text import clip, one_line_end, without_lone_surrogates, without_marks

# Seven bits: no server and no disk on the way has a reason to touch it.
_POLICY = SMTP.clone(cte_type="7bit")
_ADDRESS = re.compile(r"""[!-~]{1,64}@[!-~]{1,255}""")
_UNSAFE = re.compile(r"""[\s<>()\[\]"',:;\\]""")
_BLANKS = re.compile("[ \t\n]+")
HEADER_LIMIT = 500
"""UTF-16 units: longer ones are cut, as folding them takes seconds."""


def draft(
    to: str, subject: str, body: str, *, sender: tuple[str, str] = ("", ""), language: str = "fr",
    unsent: bool = True, dated: datetime | None = None, message_id: str = "",
) -> bytes:
    """Return the bytes of a draft: plain text, and the same as HTML. The same draft gives the same bytes.

    `to` may be empty or hold several addresses; what is no address is left out. `sender` is a name and an address.
    """
    message = EmailMessage(_POLICY)
    if unsent:
        message["X-Unsent"] = "1"
    writer = _address(*sender)
    if writer is not None:
        message["From"] = writer
    readers = recipients(to)
    if readers:
        message["To"] = readers
    message["Subject"] = header(subject)
    if dated is not None:
        message["Date"] = dated
    if message_id:
        message["Message-ID"] = message_id
    text = plain_body(body)
    message.set_content(text)
    message.add_alternative(page(text, language), subtype="html")
    # A boundary by chance would make two files of one draft; no encoded part can hold « =_ ».
    message.set_boundary("=_pupitre_" + sha256_of(f"{subject}\n{body}".encode(errors="replace"))[:32])
    return message.as_bytes()


def header(text: str) -> str:
    """Return the text as one line that no reader takes for anything else than text."""
    line = _BLANKS.sub(" ", without_marks(one_line_end(text))).strip()
    line = clip(without_lone_surrogates(line), HEADER_LIMIT)
    # « =?utf-8?q?…?= » typed by hand would be read back as what it encodes.
    return line.replace("=?", "= ?")


def recipients(to: str) -> tuple[Address, ...]:
    """Return the addresses of a field such as « a@b.fr; C <c@d.fr> », without their names."""
    first = one_line_end(to).strip().partition("\n")[0].replace(";", ",")
    found = (_address("", address) for _, address in getaddresses([without_marks(first)]))
    return tuple(address for address in found if address is not None)


def _address(name: str, address: str) -> Address | None:
    """Return an address that mail programs can use, None for anything else; a domain with accents is translated."""
    local, _at, domain = without_lone_surrogates(address.strip()).rpartition("@")
    try:
        bare = f"{local}@{domain.encode('idna').decode()}"
        if not _ADDRESS.fullmatch(bare) or _UNSAFE.search(bare):
            return None
        return Address(display_name=header(name), addr_spec=bare)
    except (UnicodeError, ValueError, IndexError, HeaderParseError):
        return None
