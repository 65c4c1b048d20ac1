"""A dialog in which something is typed: kept while the dialog is open, and not a moment longer."""

from collections.abc import Sequence

from textual.await_complete import AwaitComplete
from textual.screen import ScreenResultType
from textual.widgets import Input

from tui.screens.dialog import Dialog
from tui.screens.keyed import Keyed
from tui.session import Session
from tui.widgets.lines import cut


class TypedScreen(Keyed, Dialog[ScreenResultType]):
    """A dialog among the open forms of the session, from its first drawing to its answer."""

    session: Session
    _hints: Sequence[tuple[Input, str]] = ()

    def on_mount(self) -> None:
        """What is typed here is to be kept from now on."""
        self.session.open_forms.add(self)
        self._hints = [(field, field.placeholder) for field in self.query(Input)]

    def on_resize(self) -> None:
        """End a hint that does not fit with an ellipsis."""
        self.call_after_refresh(self._fit_hints)

    def _fit_hints(self) -> None:
        for field, hint in self._hints:
            field.placeholder = cut(hint, max(field.content_size.width - 1, 1))

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
