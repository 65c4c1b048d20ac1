"""Texts with places to fill: a sandbox in which a text can read what it is given, and do nothing else."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from pupitre.errors import BadWording
from pupitre.loading import load

_FILTERS = {"inspect": ["getattr_static"], "urllib.parse": ["quote_from_bytes"], "ast": ["literal_eval"]}
"""What reads numbers with a point, and what filters use that are not ours."""
load("jinja2", later=_FILTERS, instead={
    # What reads templates from folders and keeps them there, by way of OpenSSL, 4 MB; ours are texts.
    "jinja2.bccache": dict.fromkeys(("BytecodeCache", "FileSystemBytecodeCache", "MemcachedBytecodeCache")),
    "jinja2.loaders": dict.fromkeys((
        "BaseLoader", "ChoiceLoader", "DictLoader", "FileSystemLoader", "FunctionLoader", "ModuleLoader",
        "PackageLoader", "PrefixLoader",
    )),
    # Names with accents that are characters of their own; all that Python allows beside them is a thousand stretches.
    "jinja2._identifier": {"pattern": re.compile("[\\w\u0300-\u036f]+")},
})
from jinja2 import StrictUndefined, Template, TemplateError, meta, nodes  # noqa: E402
from jinja2.exceptions import TemplateSyntaxError  # noqa: E402
from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: E402

LONGEST = 100_000
"""Characters a filled text may have."""
FILTERS = frozenset({"join", "length", "first", "last", "upper", "lower", "capitalize", "trim", "default"})
DEEPEST = 12
"""Blocks within blocks: Python itself reads no more than a score of them."""
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.If, nodes.For, nodes.Filter,
    nodes.Test, nodes.Not, nodes.And, nodes.Or, nodes.Compare, nodes.Operand,
)
"""What a text may be made of: nothing is computed, called or kept, so that it is filled in a moment."""


def _sandbox() -> ImmutableSandboxedEnvironment:
    sandbox = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, autoescape=False,
    )
    sandbox.globals.clear()
    sandbox.filters = {name: found for name, found in sandbox.filters.items() if name in FILTERS}
    return sandbox


def _parsed(source: str, sandbox: ImmutableSandboxedEnvironment) -> nodes.Template:
    """Return a text as it was read. Raises `BadWording`, or an error of the reader."""
    tree = sandbox.parse(source)
    _look(tree, 0, looped=False)
    return tree


def _look(node: nodes.Node, depth: int, *, looped: bool) -> None:
    """Refuse what is not allowed: lists within lists too, which would multiply."""
    if isinstance(node, nodes.Getattr):
        raise BadWording(node.lineno, f"has no attribute '{node.attr}'")
    loops, blocks = isinstance(node, nodes.For), isinstance(node, nodes.For | nodes.If)
    if not isinstance(node, _ALLOWED) or (loops and looped) or depth > DEEPEST:
        raise BadWording(node.lineno, "not allowed")
    for child in node.iter_child_nodes():
        _look(child, depth + blocks, looped=looped or loops)


@lru_cache(maxsize=32)
def _read(source: str) -> Template:
    sandbox = _sandbox()
    return sandbox.from_string(_parsed(source, sandbox))


def names_in(source: str) -> Iterable[tuple[str, int]]:
    """Yield each name that a text wants to be given, with the line where it stands first.

    Raises:
        BadWording: the text cannot be read.
    """
    try:
        tree = _parsed(source, _sandbox())
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
    except (TemplateError, LookupError, TypeError, ValueError, RecursionError) as error:
        raise BadWording(0, str(error)) from error
