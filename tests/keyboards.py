"""What three keyboards type without AltGr: each layout as its keys, plain and with Shift."""

from string import ascii_lowercase

LAYOUTS = {
    "AZERTY": (
        "&é\"'(-è_çà)= azertyuiop^$ qsdfghjklmù* <wxcvbn,;:!", "1234567890°+ AZERTYUIOP¨£ QSDFGHJKLM%µ >WXCVBN?./§",
    ),
    "QWERTY": (
        "`1234567890-= qwertyuiop[]\\ asdfghjkl;' zxcvbnm,./", '~!@#$%^&*()_+ QWERTYUIOP{}| ASDFGHJKL:" ZXCVBNM<>?',
    ),
    "bépo": (
        '$"«»()@+-/*=% bépoè^vdljzw auie,ctsrnmç êàyx.k’qghf', "#1234567890°` BÉPOÈ!VDLJZW AUIE;CTSRNMÇ ÊÀYX:K?QGHF",
    ),
}


def needs_a_trick(character: str, layout: str) -> bool:
    """Whether a character is a digit, a bracket, or needs AltGr on a layout; a key that types none never does."""
    if not character or character in ascii_lowercase:
        return False
    return character.isdigit() or character in "[]{}()" or character not in "".join(LAYOUTS[layout])
