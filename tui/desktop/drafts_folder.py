"""Which folder of a mailbox is for drafts: by its mark (RFC 6154), else by a name that is known."""

from collections.abc import Iterable, Sequence

from pupitre.text import plain
from pupitre.value import Struct

_NO_FOLDER = {"\\noselect", "\\nonexistent"}
_NAMES = (
    "brouillons", "drafts", "brouillon", "draft", "draft messages", "entwurfe", "borradores", "bozze", "concepten",
)


class Folder(Struct, frozen=True):
    """A folder as a server lists it."""

    name: str
    delimiter: str = ""
    flags: Sequence[str] = ()

    @property
    def usable(self) -> bool:
        """Whether it holds messages, not only folders."""
        return not _NO_FOLDER & self._marks

    @property
    def marked(self) -> bool:
        """Whether the server marks it as the one for drafts."""
        return "\\drafts" in self._marks

    @property
    def last_name(self) -> str:
        """Its name without the folders above it, as it is compared."""
        return plain(self.name.rsplit(self.delimiter, 1)[-1] if self.delimiter else self.name)

    @property
    def _marks(self) -> set[str]:
        return {flag.lower() for flag in self.flags}


def drafts_among(folders: Iterable[Folder], chosen: str = "") -> str | None:
    """Return the folder for drafts, None when none can be told; one that she chose is taken by its name only."""
    usable = [f for f in folders if f.usable]
    if chosen:
        return next((f.name for f in usable if plain(f.name) == plain(chosen)), None)
    marked = next((f.name for f in usable if f.marked), None)
    if marked is not None:
        return marked
    named = [(_NAMES.index(f.last_name), len(f.name), f.name) for f in usable if f.last_name in _NAMES]
    return min(named)[2] if named else None
