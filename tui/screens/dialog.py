"""What opens above a screen and gives an answer."""

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, ScreenResultType

from tui.parts import ScreenPart
from tui.uncovering import Remembering


class ClosesItself(ScreenPart[ScreenResultType]):
    """A screen that closes itself and nothing else.

    Textual takes away the screen on top, whichever it is: an answer that comes late, when another screen is shown
    already, waits until this one is on top again.
    """

    _late: tuple[ScreenResultType | None] | None = None

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Close with a result; at once, or when it comes back."""
        if self.app.screen is self:
            return super().dismiss(result)
        self._late = (result,)
        return AwaitComplete()

    def on_screen_resume(self) -> None:
        """Close when it was answered already."""
        if self._late is not None:
            late, self._late = self._late, None
            self.dismiss(*late)


class Dialog(ClosesItself[ScreenResultType], Remembering[ScreenResultType], ModalScreen[ScreenResultType]):
    """A dialog: it takes the keys, and what is below it is seen through its veil."""
