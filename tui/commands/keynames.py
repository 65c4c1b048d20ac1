"""Keys by name: as Textual calls them, as she writes them in her file, and as they are engraved on her keyboard."""

import re
import unicodedata
from string import ascii_lowercase, punctuation

from tui.words import N_, _

_RENAMED = {
    "solidus": "slash", "reverse_solidus": "backslash", "commercial_at": "at", "hyphen_minus": "minus",
    "plus_sign": "plus", "low_line": "underscore",
}
"""Where Textual's name of a character is not that of Unicode."""

_SIGNS = f"{punctuation}²£§µ°¨€«»“”’–—…·×÷¤¿¡"
"""The signs of the keyboards AZERTY, QWERTY and bépo."""

_KEY_NAMES = {
    "enter": N_("Enter"), "space": N_("Space"), "escape": N_("Esc"), "delete": N_("Del"), "insert": N_("Ins"),
    "left": "←", "right": "→", "up": "↑", "down": "↓", "tab": "Tab", "shift+up": N_("Shift+↑"),
    "shift+down": N_("Shift+↓"), "backspace": N_("Backspace"), "home": N_("Home"), "end": N_("End"),
    "pageup": N_("Page up"), "pagedown": N_("Page down"),
}

_MODIFIERS = ("alt", "ctrl", "shift")
_WITH_NAMES = {"enter", "space", "escape", "delete", "insert", "left", "right", "up", "down", "tab", "backspace",
               "home", "end", "pageup", "pagedown", *(f"f{n}" for n in range(1, 25))}


def character_key(character: str) -> str:
    """Return how Textual calls the key of a character."""
    if character.isalnum() or not character:
        return character
    name = unicodedata.name(character, "").lower().replace("-", "_").replace(" ", "_")
    return _RENAMED.get(name, name)


_SIGN_OF = {character_key(sign): sign for sign in _SIGNS}


def character_of(key: str) -> str:
    """Return the character that a key types, "" for a key that types none."""
    if len(key) == 1:
        return key
    return " " if key == "space" else _SIGN_OF.get(key, "")


def key_name(key: str) -> str:
    """Return how a key is called on her keyboard: « Entrée », « Ctrl+Z », « F1 »."""
    if key in _KEY_NAMES:
        return _(_KEY_NAMES[key])
    *modifiers, base = key.split("+")
    if modifiers:
        return "+".join((*(_modifier_name(m) for m in modifiers), key_name(base).upper()))
    sign = character_of(key)
    if sign:
        return _("Shift+{key}").format(key=sign) if len(sign.lower()) == 1 and sign != sign.lower() else sign
    return key.upper()


def _modifier_name(modifier: str) -> str:
    return _("Shift") if modifier == "shift" else modifier.capitalize()


def read_key(written: str) -> str | None:
    """Return the key of what is written in her file (« Ctrl+E », « é », « , », « F5 »), None when it is none."""
    text = unicodedata.normalize("NFC", written.strip())
    if len(text) == 1:
        return character_key(text) or None
    *modifiers, base = re.split(r"\+(?=.)", text)
    low = [m.strip().lower() for m in modifiers]
    base = base.strip()
    if not set(low) <= set(_MODIFIERS) or len(set(low)) != len(low):
        return None
    key = base.lower() if base.lower() in _WITH_NAMES or base in _SIGN_OF else character_key(base[:1])
    if not key or (len(base) > 1 and key != base.lower()):
        return None
    if low == ["shift"] and len(key) == 1:
        return key.upper() if key.upper() != key and len(key.upper()) == 1 else None
    if low:
        key = key.lower()
    return "+".join((*sorted(low), key))


def is_sent(key: str) -> bool:
    """Whether terminals have a way to send a key: with Ctrl only letters, arrows and the like have one."""
    *modifiers, base = key.split("+")
    return "ctrl" not in modifiers or base in ascii_lowercase or base in _WITH_NAMES - {"enter", "space", "tab",
                                                                                       "backspace", "escape"}
