"""Looking for memory that can go: while she rests, and not in the midst of a key.

Python looks through everything that is not loaded for good whenever it looked ten times through what is younger and
a quarter is new (the oldest generation of `gc`, CPython 3.11): 35 to 55 ms with ten years of data, at a moment that a
key, a draft or a search brought about.
"""

import gc

ENOUGH = 10
"""Lookings through the younger objects after which it is done; Python itself would wait for more to be new."""
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
