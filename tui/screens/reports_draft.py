"""The draft that is shown: whose it is, what stands in it, and how a part of it is replaced."""

from datetime import date

from textual import on
from textual.widgets import Input, TextArea
from textual.widgets.input import Selection
from textual.widgets.text_area import Selection as TextSelection

from pupitre.digests import sha256_of
from pupitre.report import Facts, Report, Span
from pupitre.value import replace
from tui.letters import Letter, write
from tui.screens.base import DeskScreen

PARTED = "\n\n"
"""What stands between the subject and the body where both are read as one text."""


def mark_of(*texts: str) -> str:
    """Return a mark by which texts are known again, and from which nobody reads them."""
    return sha256_of("\0".join(texts).encode())[:16]


class DraftScreen(DeskScreen):
    """A screen that shows one draft, which is hers as she types."""

    day: date
    _facts: dict[str, Facts]
    _shown: Report | None = None

    @property
    def facts(self) -> Facts | None:
        """The facts of the draft that is shown: a key pressed right after an arrow never meets another client's."""
        return self._facts.get(self._shown.client) if self._shown else None

    def span_of(self, client: str, day: date) -> Span | None:
        """Return what the draft of a client for a day covers, None for what it is used to."""
        raise NotImplementedError

    @property
    def whole(self) -> str:
        """The subject and the body as they are shown."""
        return f"{self.query_one('#subject', Input).value}{PARTED}{self.query_one('#body', TextArea).text}"

    def letter(self, facts: Facts) -> Letter:
        """Return the draft as it is computed."""
        return write(facts, self.session.desk.settings)

    def report_of(self, facts: Facts) -> Report:
        """Return her version of the draft of some facts."""
        return self.session.desk.report(facts.client.id, self.day, self.span_of(facts.client.id, self.day))

    def has_changed(self, report: Report, facts: Facts) -> bool:
        """Return whether the text is another than the one that left last."""
        if not report.left or not report.history:
            return False
        letter = self.letter(facts)
        body = letter.body if report.body is None else report.body
        return mark_of(f"{letter.subject if report.subject is None else report.subject}{PARTED}{body}") != report.left

    def keep(self, report: Report) -> bool:
        """Keep another version of the report that is shown; return whether the disk has it."""
        if report == self._shown:
            return True
        if not self.session.attempt(lambda: self.session.desk.keep_draft(report)):
            return False
        self._shown = report
        return True

    @on(TextArea.Changed, "#body")
    @on(Input.Changed, "#subject")
    def edited(self) -> None:
        """Keep her version as she types it."""
        facts, report = self.facts, self._shown
        if facts is None or report is None:
            return
        letter = self.letter(facts)
        body, subject = self.query_one("#body", TextArea).text, self.query_one("#subject", Input).value
        changed = replace(
            report, body=None if body == letter.body else body, drafted=report.drafted or letter.body,
            subject=None if subject == letter.subject else subject,
        )
        if changed.body is None:
            changed = replace(changed, drafted="")
        self.keep(changed)

    def put(self, start: int, end: int, insert: str) -> None:
        """Replace a stretch of the whole by another text, and keep it."""
        subject = self.query_one("#subject", Input)
        length = len(subject.value)
        if start < length:
            subject.value = subject.value[:start] + " ".join(insert.split()) + subject.value[min(end, length) :]
        else:
            body, shift = self.query_one("#body", TextArea), length + len(PARTED)
            body.replace(insert, location(body.text, start - shift), location(body.text, end - shift))
        self.edited()

    def point_at(self, start: int, end: int) -> None:
        """Select a stretch of the whole where it stands."""
        subject, body = self.query_one("#subject", Input), self.query_one("#body", TextArea)
        length = len(subject.value)
        if start <= length:
            subject.selection = Selection(start, min(end, length))
            return
        shift = length + len(PARTED)
        body.selection = TextSelection(location(body.text, start - shift), location(body.text, end - shift))
        body.scroll_cursor_visible()


def location(text: str, at: int) -> tuple[int, int]:
    """Return the row and the column of a place in a text."""
    before = text[: max(at, 0)]
    return before.count("\n"), len(before) - before.rfind("\n") - 1
