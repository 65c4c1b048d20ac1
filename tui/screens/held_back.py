"""What must not leave in a short text is shown once, each thing for itself; done once more, the text goes on."""

from pupitre.client import Client
from pupitre.text import plain
from tui.screens.base import DeskScreen
from tui.screens.report_text import hit_told
from tui.screens.reports_draft import mark_of
from tui.words import _


class HoldsBack(DeskScreen):
    """A screen whose texts are looked through before they leave."""

    _shown_once: frozenset[str] = frozenset()

    def held_back(self, text: str, client: Client) -> tuple[int, int] | None:
        """Return where something of others or private stands that was not shown yet, and say what it is."""
        desk = self.session.desk
        for hit in desk.leaks(text, desk.facts(client.id, desk.today)):
            words = text[hit.start : hit.end]
            mark = mark_of(hit.kind, hit.owner, plain(words))
            if mark not in self._shown_once:
                self._shown_once |= {mark}
                where = _("line {n}").format(n=text.count("\n", 0, hit.start) + 1)
                told = _("Nothing has left yet. {what}. Change it, or do it once more to let it out.")
                self.session.tell(told.format(what=hit_told(hit, words, where)), True)  # noqa: FBT003 - to be seen
                return hit.start, hit.end
        return None
