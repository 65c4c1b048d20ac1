"""The trade of an independent secretary, in plain Python: no screen, no disk, no sentence shown to anyone."""

__version__ = "0.1.0"
