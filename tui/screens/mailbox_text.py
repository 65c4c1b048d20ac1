"""Why her mailbox could not be used, in one sentence that says what to do."""

from tui.commands import Place, key_to
from tui.desktop.mailbox import Account, MailboxError, Trouble
from tui.words import N_, _, shown

_SENTENCES = {
    Trouble.NO_HOST: N_("{host} does not answer: check the name of the server, the port and your connection."),
    Trouble.CERTIFICATE: N_(
        "Nobody vouches for {host} ({detail}). Nothing was given to it: check the name with your mail service."),
    Trouble.NOT_SAFE: N_("{host} offers no safe line on this port: try the other protection, or another port."),
    Trouble.PASSWORD: N_(
        "{host} refuses the name or the password: type them again. Some services ask for an “app password”."),
    Trouble.MICROSOFT: N_(
        "Microsoft no longer takes a password here: use your mail program or the .eml file instead ({mail})."),
    Trouble.NO_DRAFTS: N_("No folder for drafts was found: choose one in “My mailbox” ({commands})."),
    Trouble.QUOTA: N_("Your mailbox is full: make room in it, then try again."),
    Trouble.TIMEOUT: N_("{host} did not answer in 15 s: look into your drafts before you try again."),
    Trouble.NOT_FOUND_AGAIN: N_("The draft could not be read back: look into your drafts before you try again."),
    Trouble.REFUSED: N_("{host} refuses ({detail}): try again later, or choose another way ({mail})."),
}


def said(error: MailboxError, account: Account) -> str:
    """Return the sentence."""
    detail = shown(error.detail) or _("no reason given")
    mail, commands = key_to(Place.REPORTS, "mail"), key_to(Place.EVERYWHERE, "command_palette")
    return _(_SENTENCES[error.trouble]).format(
        host=shown(account.host), detail=detail, mail=mail, commands=commands)
