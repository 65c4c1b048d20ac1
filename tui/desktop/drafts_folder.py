"""Which folder of a mailbox is for drafts: by its mark (RFC 6154), else by a name that is known."""

from collections.abc import Iterable, Sequence

from pupitre.text import plain

_NO_FOLDER = {"\\noselect", "\\nonexistent"}
_NAMES = (
    "brouillons", "drafts", "brouillon", "draft", "draft messages", "entwurfe", "borradores", "bozze", "concepten",
)


def drafts_among(folders: Iterable[tuple[str, str, Sequence[str]]], chosen: str = "") -> str | None:
    """Return the folder for drafts among those given by name, delimiter and flags, None when none can be told.

    One that she chose herself is taken by its name only.
    """
    usable = [f for f in folders if not _NO_FOLDER & {flag.lower() for flag in f[2]}]
    if chosen:
        return next((name for name, _, _ in usable if plain(name) == plain(chosen)), None)
    marked = next((name for name, _, flags in usable if "\\drafts" in {flag.lower() for flag in flags}), None)
    if marked is not None:
        return marked
    named = [
        (_NAMES.index(last), len(name), name) for name, delimiter, _ in usable
        if (last := plain(name.rsplit(delimiter, 1)[-1] if delimiter else name)) in _NAMES
    ]
    return min(named)[2] if named else None
