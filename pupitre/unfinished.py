"""What was typed in forms and not saved yet: leaving, or a crash, does not lose it."""

from collections.abc import Mapping

from pupitre.value import Struct

Typed = dict[str, dict[str, str]]
"""The values of each form, by the form's key and the field's name."""


class Unfinished(Struct, frozen=True, kw_only=True):
    """The forms left open, each a key with its fields and their texts."""

    id: str = "unfinished"
    forms: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()

    @classmethod
    def of(cls, typed: Mapping[str, Mapping[str, str]]) -> "Unfinished":
        """Build from the forms as the screen holds them."""
        return cls(forms=tuple((key, tuple(fields.items())) for key, fields in typed.items()))

    def typed(self) -> Typed:
        """Return the forms as the screen holds them."""
        return {key: dict(fields) for key, fields in self.forms}
