"""The one gate of a draft: nothing leaves that names others or is private, unless she says so for this report."""

import re
from collections.abc import Callable
from functools import partial

from pupitre.client import Client, Language
from pupitre.guard import Hit, Kind
from pupitre.report import Report
from pupitre.text import plain
from pupitre.value import replace
from tui.letters import voice_of
from tui.screens.report_text import already_left, hit_lines
from tui.screens.reports_draft import DraftScreen, mark_of
from tui.widgets.lines import Line

_OF = re.compile(r"(?:\b(?:du|de la|de|des)\s+|\b(?:de l|d)['’]\s*)$", re.IGNORECASE)
_AT = re.compile(r"(?:\b(?:au|à la|aux)\s+|\bà l['’]\s*)$", re.IGNORECASE)
_THE = re.compile(r"(?:\b(?:le|la|les|the)\s+|\bl['’]\s*)$", re.IGNORECASE)
_TITLED = re.compile(r"\b(?:m\.|mr|mrs|ms|mme|mlle|monsieur|madame|me|maître|dr|docteur)\s+$", re.IGNORECASE)


def neutral(hit: Hit, client: Client) -> str:
    """Return what may stand instead of a hit, in the client's language; "" takes it out."""
    english = client.language is Language.ENGLISH
    if hit.kind is Kind.TITLE:
        return hit.instead or voice_of(client).confidential
    if hit.kind in {Kind.NOTE, Kind.FIGURE}:
        return ""
    if hit.kind is Kind.ADDRESS:
        return "another address" if english else "une autre adresse"
    return "another client" if english else "un autre client"


def mended(text: str, hit: Hit, phrase: str, language: Language) -> tuple[int, int, str]:
    """Return what to replace so that a text still reads well: from, to, and what stands there instead."""
    start, end = hit.start, hit.end
    if not phrase:
        return len(text[:start].rstrip(" \u00a0\u202f")), end, ""
    if hit.kind is Kind.TITLE:
        return start, end, phrase
    titled = _TITLED.search(text[:start])
    start = titled.start() if titled else start
    for pattern, before in ((_OF, "d’"), (_AT, "à "), (_THE, "")):
        found = pattern.search(text[:start]) if language is Language.FRENCH or pattern is _THE else None
        if found:
            start, phrase = found.start(), f"{before}{phrase}"
            break
    if text[start].isupper() and (not text[:start].strip() or text[:start].rstrip()[-1] in ".!?\n–"):
        phrase = phrase[0].upper() + phrase[1:]
    return start, end, phrase


class ReportsGuard(DraftScreen):
    """Asks about each thing that must not leave; goes on when none is left."""

    _go: Callable[[], None] | None = None
    _found: tuple[Hit, ...] = ()
    _leaving: dict[str, tuple[int, str]]

    @property
    def asks(self) -> bool:
        """Whether a way out waits for her word."""
        return self._go is not None

    def let_out(self, go: Callable[[], None]) -> None:
        """Let the draft out by `go` when nothing in it must stay; else show what does, and wait for her word."""
        if self.facts is not None:
            self._go = go
            self._on()

    def give_up(self) -> None:
        """Let nothing out."""
        self._go, self._found = None, ()

    def look(self) -> None:
        """Look again at what is in the draft, which she changed by hand."""
        self._found = self._hits()
        if not self._found:
            self._go = None

    def mend(self) -> None:
        """Put something neutral instead of what is shown."""
        facts = self.facts
        if self._found and facts is not None:
            hit = self._found[0]
            start, end, insert = mended(self.whole, hit, neutral(hit, facts.client), facts.client.language)
            self.put(start, end, insert)
            self.point_at(start + len(insert), start + len(insert))
            self._on()

    def accept(self) -> None:
        """Let out what is shown, for this report."""
        report = self._shown
        if self._found and report is not None:
            mark = self._mark_of(self._found[0])
            if self.keep(replace(report, accepted=(*report.accepted, mark))):
                self.point_at(self._found[0].end, self._found[0].end)
                self._on()

    def guard_lines(self, width: int) -> list[Line]:
        """Return what is told of the hit that is shown."""
        facts = self.facts
        if not self._found or facts is None:
            return []
        hit = self._found[0]
        line = self.line_of(hit.start)
        told = self.whole[hit.start : hit.end]
        return hit_lines(hit, told, line, len(self._found), neutral(hit, facts.client), width, asks=self.asks)

    def line_of(self, at: int) -> int:
        """Return the line of the body where a place of the whole is, 0 for the subject."""
        return max(self.whole.count("\n", 0, at) - 1, 0)

    def note_leaving(self) -> None:
        """Remember the text that leaves now, until it is known that it did."""
        report = self._shown
        if report is not None:
            self._leaving[report.id] = (len(report.history), mark_of(self.whole))

    def follow(self) -> None:
        """Keep the mark of each text that left meanwhile."""
        for key, (before, mark) in list(self._leaving.items()):
            report = self._known(key)
            if report is not None and len(report.history) > before:
                del self._leaving[key]
                if report.left != mark:
                    self.session.attempt(partial(self.session.desk.keep_draft, replace(report, left=mark)))

    def _known(self, key: str) -> Report | None:
        return self.session.desk.ledger.table(Report).get(key)

    def _on(self) -> None:
        """Show the next hit, or let the draft out."""
        self._found = self._hits()
        go = self._go
        if self._found or go is None:
            if self._found:
                self.point_at(self._found[0].start, self._found[0].end)
            self.show_panel()
            return
        self._go = None
        self.note_leaving()
        before = already_left(self._shown, self.session.desk.settings) if self._shown else ""
        if before:
            self.session.tell(before, False)  # noqa: FBT003
        self.show_panel()
        go()

    def _hits(self) -> tuple[Hit, ...]:
        facts, report = self.facts, self._shown
        if facts is None or report is None:
            return ()
        found = self.session.desk.leaks(self.whole, facts)
        return tuple(hit for hit in found if self._mark_of(hit) not in report.accepted)

    def _mark_of(self, hit: Hit) -> str:
        return mark_of(hit.kind, hit.owner, plain(self.whole[hit.start : hit.end]))

    def show_panel(self) -> None:
        """Show what is said below the draft."""
        raise NotImplementedError
