"""The screen, the commands beside it, and every word that is said.

What every start and every command loads of Python itself is loaded here first, without what they never ask for.
"""

from pupitre.loading import load

load("pathlib", later={"urllib.parse": ["quote_from_bytes"]})
from tui.catalogue import Untranslated  # noqa: E402

_ENGLISH = Untranslated()
# What `tui.arguments` knows how to say; the catalogues of the system would only be looked for.
load("argparse", instead={"gettext": {"gettext": _ENGLISH.gettext, "ngettext": _ENGLISH.ngettext}})
