"""Widgets: they draw the values they are given and speak by their own messages."""
