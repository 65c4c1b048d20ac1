"""What she decides on the time of a statement: a surcharge accepted or declined, time that is offered."""

from collections.abc import Iterable

from pupitre.answering import Answering
from pupitre.entry import Entry
from pupitre.errors import Invalid
from pupitre.strip import RUNNING
from pupitre.surcharges import Surcharge, percent
from pupitre.value import replace
from pupitre.verbs import Verb


class Settling(Answering):
    """A desk on which the lines of a statement can be settled; one line is one thing to undo."""

    def settle_surcharge(self, keys: Iterable[str], code: str) -> None:
        """Accept a surcharge for some times, decline any (`none`), or leave the question open again ("").

        Raises:
            Invalid: there is no such surcharge, or none was agreed with the client.
            Unknown: there is no such time.
        """
        if code and code not in set(Surcharge):
            raise Invalid("surcharge", "unknown", code)
        entries = self._settled(keys)
        for entry in entries:
            if code in {"", Surcharge.NONE}:
                continue
            if entry.client is None or not percent(self.client(entry.client), code):
                raise Invalid("surcharge", "not_agreed", code)
        self._keep_settled(entries, [replace(e, surcharge=code) for e in entries])

    def offer(self, keys: Iterable[str], *, offered: bool) -> None:
        """Offer some times to their client, or bill them again. Raises `Unknown`."""
        entries = self._settled(keys)
        self._keep_settled(entries, [replace(e, offered=offered and e.client is not None) for e in entries])

    def _settled(self, keys: Iterable[str]) -> list[Entry]:
        """Return the times; the one that still runs can only be settled once it is kept."""
        return [self._anywhere(Entry, key) for key in keys if key != RUNNING]

    def _keep_settled(self, before: list[Entry], after: list[Entry]) -> None:
        changed = [entry for entry, was in zip(after, before, strict=True) if entry != was]
        if changed:
            self._put_right(Verb.CHANGE_TIME, changed, [e.id for e in changed])
