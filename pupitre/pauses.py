"""The verbs of her pauses: taking one, putting it off, asking for silence; and what was announced."""

from datetime import datetime

from pupitre import timer
from pupitre.breaks import Break, BreakAnswer, Reason
from pupitre.pacing import Pacing
from pupitre.ports import Change
from pupitre.silence import Mode, Occasion, Said, Silence, silence_end
from pupitre.value import replace
from pupitre.verbs import Done, Verb


class Pauses(Pacing):
    """A desk that knows when she rests, and when nothing may be announced."""

    def start_break(self, planned_min: int | None = None) -> None:
        """Begin a pause of her usual length, or of `planned_min` minutes; a running session waits."""
        now, focus = self.clock(), self.focus
        change = Change()
        if focus is not None and focus.running_since is not None:
            change = timer.paused(focus, now, self._work_of(focus, now))
        rest = Break(id=self._new_id(), start=now, planned_min=planned_min or self.rest_min)
        self._do(Verb.START_BREAK, "", Change((*change.puts, *self._ended_break(now), rest)))

    def end_break(self) -> None:
        """End the pause; nothing starts by itself. Without a pause it does nothing."""
        ended = self._ended_break(self.clock())
        if ended:
            self._do(Verb.END_BREAK, "", Change(ended))

    def _ended_break(self, now: datetime) -> tuple[Break, ...]:
        rest = self.pause_under_way
        return () if rest is None else (replace(rest, end=max(now, rest.start)),)

    def postpone_break(self, minutes: int) -> None:
        """Ask again in some minutes."""
        self._do(Verb.BREAK_LATER, "", Change((BreakAnswer(id=self._new_id(), at=self.clock(), minutes=minutes),)))

    def refuse_break(self) -> None:
        """Not this time: ask again after a whole interval of work."""
        self._do(Verb.NO_BREAK, "", Change((BreakAnswer(id=self._new_id(), at=self.clock()),)))

    def propose_break(self, reason: Reason) -> None:
        """Propose a pause at once, as after a hard call; why is known to this run alone, and never kept."""
        self.proposed = self.clock(), reason

    # -- silence ---------------------------------------------------------------------------------

    def start_silence(self, mode: Mode, minutes: int | None) -> Silence:
        """Announce nothing for some minutes, or until her day ends; what runs goes on."""
        now, own = self.clock(), self.settings
        until = silence_end(minutes, now, own.end_of_day, own.day_start, own.zone)
        before = self.silence
        held = before.held if before is not None and before.lasts(now) else ()
        silence = Silence(mode=mode, began=now, until=until, held=held)
        self._do(Verb.SILENCE, "", Change((silence,)))
        return silence

    def break_silence(self) -> None:
        """End the silence before its time; without one it does nothing."""
        silence = self.silence
        if silence is not None:
            self._do(Verb.END_SILENCE, "", Change(drops=((Silence, silence.id),)))

    def _taken_back(self, done: Done) -> Change:
        """Return what undoes a verb; what a silence held back is kept for its end, and told only once."""
        change, now = super()._taken_back(done), self.silence
        if done.verb not in {Verb.SILENCE, Verb.END_SILENCE}:
            return change
        held = now.held if now is not None else ()
        puts = (replace(v, held=held) if isinstance(v, Silence) else v for v in change.puts)
        return Change(tuple(puts), change.drops)

    def end_silence(self) -> Silence | None:
        """Forget a silence that is over, and return what it was; without one it does nothing."""
        silence = self.silence
        if silence is not None:
            self._quietly(Change(drops=((Silence, silence.id),)))
        return silence

    def hold_back(self, occasion: Occasion) -> None:
        """Note that something was not announced."""
        silence = self.silence
        if silence is not None:
            self._quietly(Change((replace(silence, held=(*silence.held, (self.clock(), occasion))),)))

    def note_said(self, said: Said) -> None:
        """Note that something was announced, so that a restart does not announce it again."""
        self._quietly(Change((said,)))

    def count_deadlines(self) -> None:
        """Note from when on deadlines that come near are told of: the first start tells of none before."""
        if self.said(Occasion.DEADLINE) is None:
            self.note_said(Said(Occasion.DEADLINE, "", self.clock()))
