"""The disk: where the desk is kept, and nothing about what it means."""
