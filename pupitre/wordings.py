"""Her own texts for reports: kept, and put away again. What a text must be able to do, the screen knows."""

from collections.abc import Mapping

from pupitre.client import Language, Register
from pupitre.doing import Doing
from pupitre.errors import Invalid
from pupitre.ports import Change
from pupitre.report import Span
from pupitre.text import clean_text
from pupitre.verbs import Verb
from pupitre.wording import LONGEST, Wording

WORDINGS = tuple(f"{voice}:{span}" for voice in (Register.TU, Register.VOUS, Language.ENGLISH) for span in Span)
"""The id of each text there is."""


class Wordings(Doing):
    """A desk on which she has texts of her own."""

    @property
    def wordings(self) -> Mapping[str, Wording]:
        """Her own texts, by their ids."""
        return self.ledger.table(Wording)

    def keep_wording(self, key: str, text: str) -> Wording:
        """Keep her own text in place of the one that came with Pupitre. Raises `Invalid`."""
        if key not in WORDINGS:
            raise Invalid("wording", "unknown", key)
        text = clean_text(text)
        if not text.strip():
            raise Invalid("wording", "empty")
        if len(text) > LONGEST:
            raise Invalid("wording", "too_long", str(LONGEST))
        kept = Wording(id=key, text=text)
        self._do(Verb.KEEP_WORDING, "", Change((kept,)))
        return kept

    def put_wording_away(self, key: str) -> None:
        """Go back to the text that came with Pupitre; nothing happens where it is used already."""
        if key in self.wordings:
            self._do(Verb.PUT_WORDING_AWAY, "", Change(drops=((Wording, key),)))
