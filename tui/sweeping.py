"""Looking for memory that can go: while she rests, and not in the midst of a key.

Python looks through everything that is not loaded for good whenever some ten thousand objects came to it (the oldest
generation of `gc`): 35 to 55 ms with ten years of data, at a moment that a key, a draft or a search brought about.
"""

import gc

ENOUGH = 10
"""Lookings through the younger objects after which it is worth while, which is Python's own measure."""
LATEST = 100
"""The same, after which it is done although she never rests."""


def loaded() -> None:
    """Look for memory that can go, from now on; what was loaded until the first screen stays."""
    gc.freeze()
    young, middle, _ = gc.get_threshold()
    gc.set_threshold(young, middle, LATEST)
    gc.enable()


def sweep() -> None:
    """Look through everything, when enough came since the last time."""
    if gc.get_count()[2] >= ENOUGH:
        gc.collect()
