"""A screen that takes the next key for itself, whatever the key does elsewhere."""

from textual import events


class Catching:
    """Mixed into a screen; the application hands it each key before any command."""

    def catch(self, event: events.Key) -> None:
        """Take a key."""
        raise NotImplementedError


def catches(screen: object, event: events.Event) -> bool:
    """Hand a key to a screen that takes all of them; return whether it was taken."""
    if isinstance(event, events.Key) and isinstance(screen, Catching):
        screen.catch(event)
        return True
    return False
