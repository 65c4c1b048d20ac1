"""Adapters to the machine: notifications, clipboard, mail. They answer in codes, not sentences."""
