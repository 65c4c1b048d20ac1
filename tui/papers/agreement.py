"""What was agreed with a client on its hours, as a statement says it."""

from pupitre.client import Billing, Client
from pupitre.statement import Statement
from tui.papers.phrases import phrases_of


def shows_times(_billing: Billing) -> bool:
    """Tell whether the client wants to read at what hours was worked; a record of services has durations only."""
    return False


def agreed(_billing: Billing) -> tuple[str, str]:
    """Return in which direction and within what time is rounded, as `Phrases.rounding` calls them."""
    return "up", "task_day"


def rounding_told(client: Client) -> str:
    """Return the sentence on rounding, in the language of the client."""
    return phrases_of(client).rounding(client.billing.increment_min, *agreed(client.billing))


def left_of(statement: Statement) -> int | None:
    """Return the minutes left of the hours sold, those carried over counted; None when none were sold."""
    return None if statement.allowance is None else statement.allowance.left + statement.carried_min
