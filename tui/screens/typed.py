"""A dialog in which something is typed: kept while the dialog is open, and not a moment longer."""

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, ScreenResultType

from tui.screens.keyed import Keyed
from tui.session import Session


class TypedScreen(Keyed, ModalScreen[ScreenResultType]):
    """A dialog among the open forms of the session, from its first drawing to its answer."""

    session: Session

    def on_mount(self) -> None:
        """What is typed here is to be kept from now on."""
        self.session.open_forms.add(self)

    def on_unmount(self) -> None:
        """Nothing is half typed here any more."""
        self.session.open_forms.discard(self)

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Close: what was typed is saved or kept by now, and the fields may go at any moment."""
        self.session.open_forms.discard(self)
        return super().dismiss(result)

    def keep_draft(self) -> None:
        """Remember what is typed in the session's drafts."""
        raise NotImplementedError
