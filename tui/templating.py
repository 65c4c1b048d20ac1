"""Texts with places to fill: a sandbox in which a text can read what it is given, and do nothing else."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from jinja2 import StrictUndefined, Template, TemplateError, meta, nodes
from jinja2.exceptions import SecurityError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from pupitre.errors import BadWording

LONGEST = 100_000
"""Characters a filled text may have."""
FILTERS = frozenset({"join", "length", "first", "last", "upper", "lower", "capitalize", "trim", "default"})
_OPERATORS = frozenset({"*", "**", "%", "/", "//"})


class _Sandbox(ImmutableSandboxedEnvironment):
    """Nothing can be called and nothing multiplied: a text is filled in a moment, or refused."""

    intercepted_binops = _OPERATORS

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        """Return whether an attribute may be read: what can be called may not."""
        return super().is_safe_attribute(obj, attr, value) and not callable(value)

    def wrap_str_format(self, value: object) -> None:
        """Make no exception for `format`, which could fill the memory."""

    def call_binop(self, context: object, operator: str, left: object, right: object) -> object:  # noqa: ARG002
        """Refuse what could fill the memory."""
        raise SecurityError(operator)


def _sandbox() -> _Sandbox:
    sandbox = _Sandbox(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, autoescape=False,
    )
    sandbox.globals.clear()
    sandbox.filters = {name: found for name, found in sandbox.filters.items() if name in FILTERS}
    return sandbox


@lru_cache(maxsize=32)
def _read(source: str) -> Template:
    return _sandbox().from_string(source)


def names_in(source: str) -> Iterable[tuple[str, int]]:
    """Yield each name that a text wants to be given, with the line where it stands first.

    Raises:
        BadWording: the text cannot be read.
    """
    try:
        tree = _sandbox().parse(source)
        wanted = meta.find_undeclared_variables(tree)
    except TemplateSyntaxError as error:
        raise BadWording(error.lineno, error.message or "") from error
    except (TemplateError, RecursionError) as error:
        raise BadWording(0, str(error)) from error
    for found in sorted(tree.find_all(nodes.Name), key=lambda name: name.lineno):
        if found.name in wanted:
            wanted = wanted - {found.name}
            yield found.name, found.lineno


def fill(source: str, given: Mapping[str, object]) -> str:
    """Return a text with its places filled; what is filled in is text, and never read as places again.

    Raises:
        BadWording: the text asks for something that is not there or not allowed; with its line, from 1, 0 unknown.
    """
    try:
        parts = []
        size = 0
        for part in _read(source).generate(given):
            parts.append(part)
            size += len(part)
            if size > LONGEST:
                raise BadWording(0, "too long")
        return "".join(parts)
    except TemplateSyntaxError as error:
        raise BadWording(error.lineno, error.message or "") from error
    except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError, RecursionError) as error:
        raise BadWording(0, str(error)) from error
