"""Our own ids: short, and the same on every machine and in every file."""

import os


def new_id() -> str:
    """Return an id that no other has (64 random bits)."""
    return os.urandom(8).hex()
