"""What Textual remembers of each line that was drawn: what was asked of it, and not with whom it was.

A line of Textual has seven caches (`Strip`, seen in 8.2), most of which are never asked: two thousand lines of a form
are two megabytes of empty ones. They are made when they are asked for here.
"""

from collections.abc import Iterable
from functools import lru_cache

from rich.segment import Segment
from textual._styles_cache import StylesCache
from textual.cache import FIFOCache
from textual.strip import Strip

MOST = {
    "_divide_cache": 4, "_crop_cache": 16, "_style_cache": 16, "_filter_cache": 4, "_line_length_cache": 4,
    "_crop_extend_cache": 4, "_offsets_cache": 4,
}
"""The caches of a line, and how much Textual lets them hold."""
KNOWN = {*MOST, "_segments", "_cell_length", "_render_cache", "_link_ids", "_cell_count"}
"""All that a line has; one that has something else is made by Textual."""


def _begin(self: Strip, segments: Iterable[Segment], cell_length: int | None = None) -> None:
    """Make a line without any cache."""
    self._segments = list(segments)
    self._cell_length = cell_length
    self._render_cache = self._link_ids = self._cell_count = None


def _cache_of(self: Strip, name: str) -> FIFOCache[object, object]:
    """Make a cache, the first time that it is asked for."""
    if name not in MOST:
        raise AttributeError(name)
    made: FIFOCache[object, object] = FIFOCache(MOST[name])
    setattr(self, name, made)
    return made


_grounds = StylesCache.get_inner_outer.__wrapped__
"""Textual remembers its answers with the widget that asked: the lines of a thousand dialogs would stay after them."""

if set(Strip.__slots__) == KNOWN:
    for _name, _ours in (("__init__", _begin), ("__getattr__", _cache_of)):
        setattr(Strip, _name, _ours)
setattr(StylesCache, "get_inner_outer", staticmethod(lru_cache(1024)(lambda *grounds: _grounds(None, *grounds))))  # noqa: B010 - for mypy
