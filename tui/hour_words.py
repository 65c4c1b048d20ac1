"""What is told of hours sold in advance that run low, or end."""

from collections.abc import Iterable, Iterator

from pupitre.client import Client, Mode
from pupitre.statement import Alert
from tui import speech, words
from tui.words import N_, _

_PACK = {
    Alert.SEVENTY: N_("70% of the prepaid hours are used."), Alert.NINETY: N_("90% of the prepaid hours are used."),
    Alert.FULL: N_("The prepaid hours are used up."), Alert.EXPIRES: N_("The prepaid hours end on {day}."),
    Alert.EXPIRED: N_("The prepaid hours ended on {day}."),
    Alert.LOW: N_("Less than {time} of the prepaid hours is left."),
}
_MONTH = {
    Alert.SEVENTY: N_("70% of the hours of the month are used."),
    Alert.NINETY: N_("90% of the hours of the month are used."),
    Alert.FULL: N_("The hours of the month are used up."),
    Alert.LOW: N_("Less than {time} of the hours of the month is left."),
}

_SHORT = {
    Alert.SEVENTY: N_("hours: 70% used"), Alert.NINETY: N_("hours: 90% used"), Alert.FULL: N_("hours used up"),
    Alert.EXPIRES: N_("hours end on {day}"), Alert.EXPIRED: N_("hours ended on {day}"),
    Alert.LOW: N_("less than {time} left"),
}


def alerts_told(client: Client, alerts: Iterable[Alert], *, short: bool = False) -> Iterator[tuple[str, bool]]:
    """Yield what is to be known of a client's hours, and whether it is too late; `short` for little room.

    Nothing while texts are masked: the label beside it may be read.
    """
    if words.veiled():
        return
    bill = client.billing
    known, until = _SHORT if short else _PACK if bill.mode is Mode.PACK else _MONTH, bill.expires_on
    for alert in alerts:
        if alert in known:
            day = speech.day_and_month(until, words.language()) if until else ""
            told = _(known[alert]).format(day=day, time=words.duration(bill.alert_below_min or 0))
            yield told, alert in {Alert.FULL, Alert.EXPIRED}
