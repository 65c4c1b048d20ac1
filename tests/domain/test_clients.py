from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pupitre.client import Client
from pupitre.clients import checked, label_for, new_client
from pupitre.errors import Invalid
from pupitre.value import replace
from tests.memory import counted_ids


@pytest.mark.parametrize(("name", "taken", "label"), [
    ("Tuyaudec Chauffage", [], "TUY"),
    ("L’Atelier d’Œillets & Cie", [], "LAT"),
    ("Éclair", [], "ECL"),
    ("O2", [], "O2X"),
    ("日本", [], "CLI"),
    ("[/]", [], "CLI"),
    ("Tuyaudec", ["TUY"], "TUA"),
    ("Été", ["ÉTÉ"], "ET2"),
])
def test_a_label_is_made_from_the_name(name: str, taken: list[str], label: str) -> None:
    assert label_for(name, taken) == label


@given(st.lists(st.text(min_size=1, max_size=12), max_size=12))
def test_any_names_get_labels_and_ids_that_never_meet(names: list[str]) -> None:
    clients: list[Client] = []
    ids = counted_ids()
    for name in names:
        with suppress(Invalid):  # an empty name, or one that is there already
            clients.append(new_client(name, clients, ids))
    assert len({c.label for c in clients}) == len({c.id for c in clients}) == len(clients)
    assert all(len(c.label) == 3 and c.label.isascii() and c.label.isalnum() for c in clients)


def test_sixty_clients_of_one_name_still_get_labels() -> None:
    clients: list[Client] = []
    for n in range(60):
        label = label_for("Ab", [c.label for c in clients])
        clients.append(Client(id=f"c{n}", name=f"Ab {n}", label=label))
    assert len({c.label for c in clients}) == 60


def test_a_sheet_may_keep_its_own_name_and_label() -> None:
    one = Client(id="tuy", name="Tuyaudec", label="TUY")
    assert checked(replace(one, label="tu"), [one]).label == "TU"
    with pytest.raises(Invalid) as refusal:
        checked(Client(id="b", name="B", label="tuy"), [one])
    assert (refusal.value.field, refusal.value.why) == ("label", "taken")
    for email in ("a b@c", "nobody"):
        with pytest.raises(Invalid):
            checked(replace(one, contact=replace(one.contact, email=email)), [one])


def test_a_name_of_ten_thousand_characters_has_a_label_at_once() -> None:
    label = label_for("Un nom sans fin " * 700, ["UNN"])
    assert len(label) == 3
    assert label != "UNN"
