"""How a client comes to the desk and how its sheet may change."""

from collections.abc import Callable, Iterable

from pupitre.calendar import Zone
from pupitre.client import Billing, Client
from pupitre.due import checked_by
from pupitre.errors import Invalid
from pupitre.text import clean_line, clean_text, plain
from pupitre.value import replace

COLOURS = ("blue", "green", "orange", "purple", "teal", "red", "brown", "pink")
"""Names of the colours a client may have; the screen gives each a shade for each theme."""

LABEL_LENGTH = 3
LARGEST_SURCHARGE = 300
"""Percent; the largest that was read of is 50."""

LOOKED_AT = 24
"""Characters of a name that a label is made from: every pair of them is a candidate."""


def label_for(name: str, taken: Iterable[str]) -> str:
    """Return a free label of three letters made from a name: its first letters, else others of it."""
    letters = "".join(c for c in plain(name[:LOOKED_AT]).upper() if c.isascii() and c.isalnum()) or "CLI"
    used = {plain(label).upper() for label in taken}
    padded = letters.ljust(LABEL_LENGTH, "X")
    choices = [padded[:LABEL_LENGTH]]
    choices += [padded[0] + a + b for i, a in enumerate(letters[1:], 1) for b in letters[i + 1 :]]
    choices += [f"{padded[:2]}{n}" for n in range(2, 10)] + [f"{padded[0]}{n}" for n in range(10, 100)]
    return next((c for c in choices if c not in used), choices[0])


def new_client(name: str, others: Iterable[Client], new_id: Callable[[], str]) -> Client:
    """Return a client made from its name alone. Raises `Invalid` when it is empty or taken."""
    others = tuple(others)
    label = label_for(name, (c.label for c in others))
    ids = {c.id for c in others}
    key = label.lower() if label.lower() not in ids else new_id()
    colour = COLOURS[len(others) % len(COLOURS)]
    return checked(Client(id=key, name=name, label=label, colour=colour), others)


def checked(client: Client, all_clients: Iterable[Client]) -> Client:
    """Return the client with its texts cleaned. Raises `Invalid` with the field that cannot be kept."""
    everyone = tuple(all_clients)
    others = [c for c in everyone if c.id != client.id]
    name, label = clean_line(client.name), clean_line(client.label).upper()
    if not name:
        raise Invalid("name", "empty")
    if any(plain(c.name) == plain(name) for c in others):
        raise Invalid("name", "taken", name)
    if not 1 <= len(label) <= LABEL_LENGTH or not label.isalnum():
        raise Invalid("label", "range", label)
    if any(plain(c.label) == plain(label) for c in others):
        raise Invalid("label", "taken", label)
    email = clean_line(client.contact.email)
    if email and ("@" not in email or " " in email):
        raise Invalid("email", "shape", email)
    if not 1 <= client.billing.increment_min <= 60:
        raise Invalid("increment", "range", str(client.billing.increment_min))
    _check_surcharges(client.billing)
    if client.holiday_zone and client.holiday_zone not in set(Zone):
        raise Invalid("holiday_zone", "unknown", client.holiday_zone)
    contact, plan = client.contact, client.report
    # What a file brought may stay as it is; only what she writes is asked to be clear.
    if all(c.report.send_by != plan.send_by for c in everyone if c.id == client.id):
        checked_by(clean_line(plan.send_by))
    return replace(
        client, name=name, label=label, trade=clean_line(client.trade), colour=clean_line(client.colour),
        salutation=clean_line(client.salutation), closing=clean_line(client.closing),
        scope_note=clean_text(client.scope_note), contact_rules=clean_text(client.contact_rules),
        contact=replace(
            contact, civility=clean_line(contact.civility), first_name=clean_line(contact.first_name),
            last_name=clean_line(contact.last_name), email=email,
        ),
        report=replace(
            plan, send_by=clean_line(plan.send_by), subject=clean_line(plan.subject), tone=clean_line(plan.tone)
        ),
        billing=replace(client.billing, included=clean_text(client.billing.included)),
    )


def _check_surcharges(bill: Billing) -> None:
    for field, percent in (
        ("urgent", bill.urgent_surcharge_pct), ("evening", bill.evening_surcharge_pct),
        ("weekend", bill.weekend_surcharge_pct), ("holiday", bill.holiday_surcharge_pct),
    ):
        if percent is not None and not 0 <= percent <= LARGEST_SURCHARGE:
            raise Invalid(field, "range", str(percent))
