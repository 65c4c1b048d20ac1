"""The disk: where the desk is kept, and nothing about what it means."""

from storage.archive import TinyArchive, open_archive, read_values

__all__ = ["TinyArchive", "open_archive", "read_values"]
