"""What is risky about the folder of the data, in words: what can happen, and what to do."""

from pupitre.risk import Risk, RiskKind
from tui.words import N_, _, harmless, shown

_RISKS = {
    RiskKind.NETWORK: N_(
        "Your data is on another computer ({detail}). If the network stops, nothing can be saved, and two "
        "Pupitres might write at once: open it on one computer at a time. “pupitre --data FOLDER” keeps the "
        "data in a folder of this computer."
    ),
    RiskKind.CLOUD: N_(
        "This folder is synchronised by {detail}. If Pupitre works on two computers at once, the work of one "
        "may be put aside: close Pupitre on one computer, and wait until everything is sent, before opening "
        "it on another. “pupitre --data FOLDER” keeps the data elsewhere."
    ),
    RiskKind.CONFLICT: N_(
        "“{detail}” looks like a second copy of your data, left when two computers wrote at once. Pupitre "
        "does not read it and has not touched it: something you typed may be only there. Keep it until you "
        "have checked, then move it out of the folder."
    ),
    RiskKind.LOW_SPACE: N_(
        "Only {detail} MB are left on the disk of your data: soon nothing more can be saved. Make room, by "
        "emptying the bin for instance."
    ),
}


def in_clear(*, sealed: bool) -> str:
    """Return what to add where a file of a protected desk is written for others: it is not protected."""
    return _("This file is not protected: whoever has it can read it.") if sealed else ""


def say(risk: Risk) -> str:
    """Return the sentences of a risk."""
    detail = shown(risk.detail) if risk.kind is RiskKind.CONFLICT else harmless(risk.detail)
    return _(_RISKS[risk.kind]).replace("{detail}", detail)
