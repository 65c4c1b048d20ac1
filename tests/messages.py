"""The messages of the source and the French catalogue, kept and compiled by Babel.

`python -m tests.messages` brings `fr.po` up to date with the source and compiles it.
"""

import ast
import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "tui" / "locale" / "fr" / "LC_MESSAGES"
MARKS = {"_": 1, "N_": 1, "ngettext": 2}
"""The functions that mark a message, and how many of their arguments are one."""


def source() -> Catalog:
    """Return the messages that the source speaks."""
    catalog = Catalog(project="Pupitre", charset="utf-8", fuzzy=False)
    for message in sorted(set(marked()), key=str):
        catalog.add(message)
    return catalog


def marked() -> Iterator[str | tuple[str, ...]]:
    """Yield each marked message. Read from the syntax tree: Babel's own reader misses what f-strings hold."""
    for path in sorted((ROOT / "tui").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            texts = [a.value for a in node.args[: MARKS.get(name, 0)] if isinstance(a, ast.Constant)]
            if texts and all(isinstance(t, str) for t in texts):
                yield tuple(map(str, texts)) if len(texts) > 1 else str(texts[0])


def french() -> Catalog:
    """Return the French catalogue as it is written."""
    with (FOLDER / "pupitre.po").open("rb") as file:
        return read_po(file, locale="fr", domain="pupitre")


def compiled(catalog: Catalog) -> bytes:
    """Return the bytes of a compiled catalogue."""
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def update() -> int:
    """Bring the catalogue up to date; return how many messages still lack French."""
    catalog = french() if (FOLDER / "pupitre.po").exists() else Catalog(locale="fr", charset="utf-8")
    catalog.update(source(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    catalog.header_comment = "# The French of Pupitre. `make messages` keeps it beside the source."
    catalog.project, catalog.version = "Pupitre", ""
    catalog.copyright_holder, catalog.msgid_bugs_address = "", ""
    catalog.fuzzy = False
    # The dates would change the file at each run and say nothing.
    catalog.creation_date = catalog.revision_date = datetime(2026, 11, 23, tzinfo=UTC)
    catalog.last_translator = catalog.language_team = "Pupitre"
    with (FOLDER / "pupitre.po").open("wb") as file:
        write_po(file, catalog, no_location=True, omit_header=False, sort_output=True, width=100)
    (FOLDER / "pupitre.mo").write_bytes(compiled(catalog))
    return sum(1 for m in catalog if m.id and not all(m.string if isinstance(m.string, tuple) else (m.string,)))


if __name__ == "__main__":
    sys.stdout.write(f"{update()} messages lack French\n")
