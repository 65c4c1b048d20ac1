"""What is said once the clipboard was emptied, or was not."""

from tui.desktop.clipboard import CopyOutcome, How
from tui.words import _


def told_of(outcome: CopyOutcome) -> tuple[str, bool]:
    """Return the sentence, and whether it is bad news."""
    if outcome.how is How.VERIFIED:
        return _("The clipboard is empty."), False
    if outcome.how is How.SENT_TO_TERMINAL:
        return _("The terminal was asked to forget it: check by pasting."), False
    return _("The clipboard cannot be reached: copy any word to replace what is in it."), True
