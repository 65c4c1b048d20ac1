"""The key tables of the READMEs, made from the commands: `python -m tests.keys` writes them."""

from pathlib import Path

from tui import commands, words

ROOT = Path(__file__).parent.parent
BEGIN, END = "<!-- keys -->", "<!-- /keys -->"
FILES = {"en": ROOT / "README.md", "fr": ROOT / "README.fr.md"}


def written(text: str, table: str) -> str:
    """Return a README with this table between its marks."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{table}\n{END}{after}"


def update() -> None:
    """Write the table into each README."""
    for language, path in FILES.items():
        words.use(language)
        path.write_text(written(path.read_text(encoding="utf-8"), commands.key_table()), encoding="utf-8")


if __name__ == "__main__":
    update()
