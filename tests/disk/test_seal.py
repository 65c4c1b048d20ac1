"""What is sealed comes back as it was, and nothing else is ever taken for it."""

import subprocess
import sys
import unicodedata
from contextlib import suppress

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pupitre.errors import WrongPhrase
from storage import journal, key_file
from storage.key_file import Cost, unwrap, wrap
from storage.seal import PLAIN, BadSeal, Key, Seal, is_sealed, new_key, with_wrapped, wrapped_in
from tests.disk.forms import CHEAP, KEY, PHRASE, WRAPPED

SEAL = Seal(KEY)


@given(st.binary(max_size=300), st.binary(max_size=50))
def test_what_was_sealed_is_opened_by_its_key_alone(content: bytes, wrapped: bytes) -> None:
    sealed = SEAL.close(content, wrapped)
    assert SEAL.open(sealed) == content
    assert wrapped_in(sealed) == wrapped
    assert SEAL.close(content, wrapped) != sealed, "the nonce is never the same"
    for other in (PLAIN, Seal(new_key())):
        with pytest.raises(BadSeal, match="other_key"):
            other.open(sealed)
    assert Seal(new_key(), (KEY,)).open(sealed) == content
    assert SEAL.open(with_wrapped(sealed, b"another")) == content


@given(st.binary(max_size=100), st.binary(max_size=20), st.data())
def test_one_bit_flipped_anywhere_is_refused(content: bytes, wrapped: bytes, data: st.DataObject) -> None:
    sealed = bytearray(SEAL.close(content, wrapped))
    bit = data.draw(st.integers(0, len(sealed) * 8 - 1))
    sealed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(BadSeal):
        SEAL.open(bytes(sealed))


@given(st.binary(max_size=100), st.data())
def test_cut_off_anywhere_it_is_refused(content: bytes, data: st.DataObject) -> None:
    sealed = SEAL.close(content, b"key")
    with pytest.raises(BadSeal):
        SEAL.open(sealed[:data.draw(st.integers(0, len(sealed) - 1))])


def test_a_clear_file_is_not_taken_for_one_of_a_protected_desk() -> None:
    with pytest.raises(BadSeal, match="clear"):
        SEAL.open(b'{"tasks": {}}')
    assert PLAIN.open(b'{"tasks": {}}') == b'{"tasks": {}}'


def test_lines_cannot_be_moved_nor_left_out_nor_taken_from_another_file() -> None:
    content = b'{"tasks": {"t1": {"id": "t1"}}}'
    head = b'{"after":"%s"}' % journal.digest(content).encode()
    payloads = [b'{"puts":[],"drops":[{"table":"tasks","id":"t%d"}]}' % n for n in range(1, 4)]
    raw = [journal._line(SEAL.close_line(p, journal._bound([head] if n else [], n)))
           for n, p in enumerate([head, *payloads])]
    assert journal.merged(content, b"".join(raw), SEAL) == b'{"tasks":{}}'
    for wrong in ([raw[0], raw[2], raw[1], raw[3]], [raw[0], raw[2], raw[3]], [raw[0], raw[1], raw[1], raw[2]]):
        assert journal.merged(content, b"".join(wrong), SEAL).startswith(content + b"\n"), "it is told as damage"
    assert journal.merged(content, b"".join(raw), PLAIN) == content
    assert journal.merged(content, b"".join(raw), Seal(new_key())) == content


@given(st.text(max_size=30), st.text(max_size=30))
def test_only_the_passphrase_opens_the_key(phrase: str, other: str) -> None:
    wrapped = wrap(KEY, phrase, CHEAP)
    assert unwrap(wrapped, phrase).reveal() == KEY.reveal()
    if unicodedata.normalize("NFKC", other) != unicodedata.normalize("NFKC", phrase):
        with pytest.raises(WrongPhrase):
            unwrap(wrapped, other)


def test_accents_count_however_a_keyboard_makes_them() -> None:
    assert unwrap(wrap(KEY, "\u00e9t\u00e9 \u00e0 No\u00ebl", CHEAP), "e\u0301te\u0301 a\u0300 Noe\u0308l") == KEY


@given(st.integers(0, len(WRAPPED) * 8 - 1))
def test_a_key_file_that_the_disk_damaged_is_not_taken_for_a_wrong_passphrase(bit: int) -> None:
    raw = bytearray(WRAPPED)
    raw[bit // 8] ^= 1 << bit % 8
    with suppress(BadSeal):  # and its copy is asked
        assert unwrap(bytes(raw), PHRASE) == KEY


@given(st.data())
def test_a_key_file_with_one_bit_flipped_opens_nothing(data: st.DataObject) -> None:
    raw = bytearray(WRAPPED)
    bit = data.draw(st.integers(0, len(raw) * 8 - 1))
    raw[bit // 8] ^= 1 << bit % 8
    try:
        found = unwrap(bytes(raw), PHRASE)
    except (BadSeal, WrongPhrase):
        return
    assert found == KEY, "only the word on the keyring, and what JSON leaves open, may differ"


@pytest.mark.parametrize(("name", "content"), [
    ("n", 2**40), ("n", 3), ("n", 0), ("n", -2), ("n", 1), ("r", 2**40), ("r", 0), ("p", 10**9), ("p", 0),
])
def test_a_file_from_anywhere_takes_neither_all_memory_nor_all_day(name: str, content: int) -> None:
    told = msgspec.json.decode(WRAPPED)
    told["kdf"][name] = content
    with pytest.raises(BadSeal, match="altered"):
        unwrap(msgspec.json.encode(told), PHRASE)
    with pytest.raises(BadSeal, match="altered"):
        unwrap(WRAPPED + b" " * key_file.LARGEST, PHRASE)


def test_the_usual_cost_is_that_of_owasp_and_within_what_is_read() -> None:
    assert Cost(n=2**17, r=8, p=1) == key_file.USUAL
    assert unwrap(wrap(KEY, PHRASE), PHRASE) == KEY


def test_a_later_version_is_said() -> None:
    raw = bytearray(SEAL.close(b"x"))
    raw[8] = 2
    with pytest.raises(BadSeal, match="too_new"):
        SEAL.open(bytes(raw))
    assert is_sealed(bytes(raw))


def test_a_key_says_nothing_of_itself() -> None:
    assert KEY.reveal().hex() not in repr(SEAL)
    assert repr(KEY.reveal())[2:20] not in repr(SEAL)
    assert KEY.id not in KEY.reveal()
    with pytest.raises(BadSeal):
        Key(b"short")


def test_an_unprotected_desk_never_loads_the_cipher() -> None:
    asked = "import sys, storage.store, storage.protecting; print([m for m in sys.modules if 'cryptography' in m])"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout
    assert told.strip() == "[]"
