"""The public holidays by name."""

from pupitre.calendar import Holiday
from tui.words import N_, _

_NAMES = {
    Holiday.NEW_YEAR: N_("New Year"), Holiday.GOOD_FRIDAY: N_("Good Friday"),
    Holiday.EASTER_MONDAY: N_("Easter Monday"), Holiday.LABOUR_DAY: N_("Labour Day"),
    Holiday.VICTORY_1945: N_("8 May"), Holiday.ASCENSION: N_("Ascension"),
    Holiday.WHIT_MONDAY: N_("Whit Monday"), Holiday.BASTILLE_DAY: N_("14 July"),
    Holiday.ASSUMPTION: N_("Assumption"), Holiday.ALL_SAINTS: N_("All Saints’ Day"),
    Holiday.ARMISTICE_1918: N_("11 November"), Holiday.CHRISTMAS: N_("Christmas"),
    Holiday.SECOND_CHRISTMAS_DAY: N_("26 December"),
}


def holiday(found: Holiday) -> str:
    """Return « jour férié : Noël »."""
    return _("public holiday: {name}").format(name=_(_NAMES[found]))
