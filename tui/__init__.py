"""The screen, the commands beside it, and every word that is said.

What every start and every command loads of Python itself is loaded here first, without what they never ask for.
"""

from pupitre.loading import load


def _counted(one: str, many: str, count: int) -> str:
    return one if count == 1 else many


load("pathlib", later={"urllib.parse": ["quote_from_bytes"]})
# Its English is what `tui.arguments` knows how to say; the catalogues of the system would only be looked for.
load("argparse", instead={"gettext": {"gettext": str, "ngettext": _counted}})
