"""A pasted e-mail: the title, whose it is, its dates as they are meant today, and what is kept."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pupitre.client import Client, Contact
from pupitre.pasting import MAX_NOTE, read, sent_by
from pupitre.value import replace
from tests.domain.test_phrases import moment, told
from tests.memory import PARIS

LACAZE = Client(id="tuy", name="Tuyauterie Lacaze", label="TUY", contact=Contact(email="paul@lacaze.example"))
BRUME = Client(id="bru", name="Cabinet Brumeval", label="BRU", contact=Contact(email="Greffe@Brumeval.example"))
YSA = Client(id="ysa", name="Ysatis", label="YSA", contact=Contact(email="ysatis@gmail.com"))
CLIENTS = (LACAZE, BRUME, YSA)
NOW = moment("2026-11-25T14:00")

OUTLOOK = """De : Paul Lacaze <paul@lacaze.example>
Envoyé : lundi 23 novembre 2026 09:12
À : moi@secretaire.example
Cc : compta@lacaze.example
Objet : TR: RE : Devis chaudière Martin

Bonjour,

Pouvez-vous m'envoyer le devis d'ici vendredi 17h ?
J'en ai parlé hier avec M. Martin, on se voit demain matin.
Il part le 5/12, la semaine prochaine il signe.

Paul

-----Message d'origine-----
De : M. Martin
Je voudrais le devis le 8 décembre.
"""

THUNDERBIRD = """Sujet : Relances
Date : Mon, 23 Nov 2026 09:12:00 +0100
De : "Greffe, Cabinet" <autre@brumeval.example>
Pour : moi@secretaire.example

Merci de relancer avant jeudi midi.
"""

GMAIL = """Le lun. 23 nov. 2026 à 09:12, Ysatis <ysatis@gmail.com> a écrit :
> Peux-tu caler la visite mardi prochain ?
> Bises
"""

ENGLISH = """From: Bob <bob@nowhere.example>
Sent: Monday, November 23, 2026 9:12 AM
To: me@desk.example
Subject: Fwd: Re: Board minutes

Please send the minutes by Friday 5pm.
On Mon, 23 Nov 2026, Al wrote:
> by 3 December
"""


def dates(text: str) -> list[tuple[str, str]]:
    return [(words, told(answer.value)) for words, answer in read(text, CLIENTS, NOW).dates]


def test_a_letter_of_outlook() -> None:
    letter = read(OUTLOOK, CLIENTS, NOW)
    assert (letter.title, letter.client, letter.sender) == ("Devis chaudière Martin", LACAZE, "paul@lacaze.example")
    assert dates(OUTLOOK) == [
        ("d'ici vendredi 17h", "2026-11-27T17:00"), ("le 5/12", "2026-12-05"), ("la semaine prochaine", "2026-12-04"),
    ], "« demain matin » was Tuesday, which is over; what he answered to is not looked at"
    assert letter.note.startswith("Paul Lacaze <paul@lacaze.example> · lundi 23 novembre 2026 09:12\n\nBonjour,")
    assert letter.note.endswith("Je voudrais le devis le 8 décembre.")


def test_a_letter_of_thunderbird_from_a_colleague_of_the_contact() -> None:
    letter = read(THUNDERBIRD, CLIENTS, NOW)
    assert (letter.title, letter.client) == ("Relances", BRUME)
    assert dates(THUNDERBIRD) == [("avant jeudi midi", "2026-11-26T12:00")]


def test_a_copy_of_gmail_has_no_subject() -> None:
    letter = read(GMAIL, CLIENTS, NOW)
    assert (letter.title, letter.client) == ("Peux-tu caler la visite mardi prochain ?", YSA)
    ((words, answer),) = letter.dates
    # On Monday « mardi prochain » was the day after or a week later: the first is over.
    assert (words, told(answer.value), answer.alternatives) == ("mardi prochain", "2026-12-01", ())


def test_english_headers_and_a_sender_nobody_knows() -> None:
    letter = read(ENGLISH, CLIENTS, NOW)
    assert (letter.title, letter.client, letter.sender) == ("Board minutes", None, "bob@nowhere.example")
    assert dates(ENGLISH) == [("by Friday 5pm", "2026-11-27T17:00")]


@pytest.mark.parametrize(("address", "whose"), [
    ("paul@lacaze.example", "tuy"), ("PAUL@Lacaze.Example", "tuy"), ("other@lacaze.example", "tuy"),
    ("ysatis@gmail.com", "ysa"), ("other@gmail.com", None), ("x@evil-lacaze.example", None),
    ("x@sub.lacaze.example", None), ("", None), ("@", None), ("lacaze.example", None),
])  # fmt: skip
def test_whose_address_it_is(address: str, whose: str | None) -> None:
    found = sent_by(address, CLIENTS)
    assert (found.id if found else None) == whose


def test_an_address_or_a_domain_of_two_clients_is_nobody_s() -> None:
    other = replace(LACAZE, id="lac", name="Lacaze Immobilier", label="LAC")
    assert sent_by("paul@lacaze.example", (LACAZE, other)) is None
    second = replace(other, contact=Contact(email="anne@lacaze.example"))
    assert sent_by("paul@lacaze.example", (LACAZE, second)) == LACAZE
    assert sent_by("x@lacaze.example", (LACAZE, second)) is None


def test_a_text_without_headers_is_a_title_and_a_note() -> None:
    letter = read("Voir ces points :\n- devis\n- facture pour demain\n", CLIENTS, NOW)
    assert (letter.title, letter.client) == ("Voir ces points :", None)
    assert letter.note == "Voir ces points :\n- devis\n- facture pour demain"
    assert dates("x\nfacture pour demain") == [("pour demain", "2026-11-26")]


@pytest.mark.parametrize("sent", ["", "Thu, 99 Foo 2026", "lundi 23 novembre 2031 09:12", "hier", "\x00", "9" * 500])
def test_a_date_of_sending_that_says_nothing_is_now(sent: str) -> None:
    assert dates(f"Objet : x\nDate : {sent}\n\nAvant demain 9h.") == [("Avant demain 9h", "2026-11-26T09:00")]


HOSTILE = (
    "De : \x1b]52;c;x\x07 <a@b.c>\nObjet : [/] {0} %s $(rm)\n\n\u202etxt", "De :" * 20_000, "\n" * 100_000,
    "<" * 100_000 + "\na",
    "Objet : " + "Re: " * 10_000 + "x\n\nb", "a\n" + "vendredi 17h " * 20_000, "De : " + "a@" * 5_000 + "\n\nx",
    "Le " + "x" * 5_000 + " a écrit :\n> a", "Date : " + "1:" * 50_000 + "\nDe : x\n\ny",
    "Objet: \r\nBcc: x@y.z\r\n\r\nz",
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_letters_are_only_read(text: str) -> None:
    letter = read(text, CLIENTS, NOW)
    assert len(letter.note) <= MAX_NOTE
    assert len(letter.title) <= 200
    assert not {"\x1b", "\x07", "\u202e", "\x00"} & set(letter.note + letter.title)
    assert "\n" not in letter.title


WORDS = ["De : ", "Objet : ", "Date : ", "From: ", "Subject: Re: ", "\n", "\n\n", "paul@lacaze.example",
"vendredi 17h ",
         "le 30 février ", "demain ", "> ", "a écrit :", "23/11/2026 09:12", "Le ", "---- ", " : ",
         "hier "]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=300) | st.lists(st.sampled_from(WORDS), max_size=25).map("".join))
def test_no_paste_fails_and_no_date_of_it_is_over(text: str) -> None:
    letter = read(text, CLIENTS, NOW)
    for _, answer in letter.dates:
        for reading in (answer.value, *answer.alternatives):
            assert reading is not None
            assert reading.at >= NOW.now if reading.at else reading.day >= NOW.today


def test_the_hours_of_a_letter_count_from_when_it_was_sent() -> None:
    late = replace(NOW, now=datetime(2026, 11, 25, 8, 0, tzinfo=UTC))
    text = "De : a@b.c\nEnvoyé : mercredi 25 novembre 2026 08:30\n\nIl me le faut dans 3h, merci."
    ((_, answer),) = read(text, (), late).dates
    assert answer.value is not None
    assert answer.value.hour(PARIS) == datetime(2026, 1, 1, 11, 30, tzinfo=UTC).time()
