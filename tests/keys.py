"""The key tables of the manual, made from the commands: `python -m tests.keys` writes them."""

from pathlib import Path

from tui import commands, words

ROOT = Path(__file__).parent.parent
BEGIN, END = "<!-- keys -->", "<!-- /keys -->"
FILES = {"en": ROOT / "docs" / "en" / "20-keys.md", "fr": ROOT / "docs" / "fr" / "20-touches.md"}


def written(text: str, table: str) -> str:
    """Return a page with this table between its marks."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{table}\n{END}{after}"


def update() -> None:
    """Write the table into each page."""
    for language, path in FILES.items():
        words.use(language)
        path.write_text(written(path.read_text(encoding="utf-8"), commands.key_table()), encoding="utf-8")


if __name__ == "__main__":
    update()
