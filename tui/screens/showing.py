"""From another screen to one thing: the draft of one client."""

from typing import Any

from textual.app import App


async def show_draft(app: App[Any], client: str, back: str = "day") -> None:
    """Show the draft of a client for today; Escape on its list goes to the mode named `back`."""
    from tui.screens.reports import ReportsScreen  # noqa: PLC0415 - not needed for the first screen

    await app.switch_mode("reports")
    await app.run_action("app.show('reports')")  # from what was opened above the drafts
    if isinstance(app.screen, ReportsScreen):
        app.screen.show_client(client, back)
