"""The two forms of a desk on the disk: in clear, and sealed by a passphrase."""

from pathlib import Path

from storage.atomic import write_whole
from storage.key_file import Cost, wrap
from storage.places import Place, make_folder
from storage.seal import Key, Seal

BOTH = ("clear", "sealed")
PHRASE = "le chat dort au soleil"
CHEAP = Cost(n=2, r=1)
"""What a passphrase costs in tests: next to nothing."""
KEY = Key(bytes(range(32)))
WRAPPED = wrap(KEY, PHRASE, CHEAP)


def in_form(folder: Path, form: str) -> Place:
    """Return a place for a desk; a sealed one has its key already."""
    if form == "clear":
        return Place(folder)
    place = Place(folder, Seal(KEY))
    make_folder(folder)
    for path in (place.key, place.key_copy):
        write_whole(path, WRAPPED)
    return place
