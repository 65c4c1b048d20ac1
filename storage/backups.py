"""All that the rest of the disk asks of backups; each part is in a module of its own."""

from storage.backing_up import due, found, make, rewrite, thin, unreadable, zips
from storage.backup_file import Backup, Why, check
from storage.comparing import Changes, Difference, Some, TableDifference, compare, compare_open_file
from storage.restoring import Restored, restore, restore_month
from storage.retention import LIMIT, kept

__all__ = [
    "LIMIT", "Backup", "Changes", "Difference", "Restored", "Some", "TableDifference", "Why", "check", "compare",
    "compare_open_file", "due", "found", "kept", "make", "restore", "restore_month", "rewrite", "thin",
    "unreadable", "zips",
]
