from hypothesis import example, given
from hypothesis import strategies as st

from pupitre.text import MAX_TITLE, clean_line, clean_text, plain, sort_key

anything = st.text(st.characters(exclude_categories=()), max_size=60)


@given(anything)
@example("\x1b[2J\x1b]52;c;YQ==\x07[/]\x00\u202e")
@example("\ud83d\ude00")
@example("a\r\n\x85\u2028b")
def test_cleaned_text_can_always_be_written_and_shown(raw: str) -> None:
    text = clean_text(raw)
    text.encode("utf-8")
    assert not any((ord(c) < 32 and c not in "\n\t") or 0x7F <= ord(c) < 0xA0 for c in text)
    assert clean_text(text) == text
    line = clean_line(raw)
    assert len(line.splitlines()) <= 1
    assert line == line.strip()
    assert clean_line(line) == line


def test_what_people_mean_stays() -> None:
    meant = "« Œuvre » d’été : 12 h\u202f30 – [/] [Petit] €\u00a0🏳️\u200d🌈"
    assert clean_line(meant) == clean_text(meant) == meant
    assert clean_text("a\r\nb\rc\n\td") == "a\nb\nc\n\td"
    assert clean_line("a\r\nb\tc") == "a b c"
    assert clean_line("\x1b[31mrouge") == "[31mrouge"
    assert clean_line("x\ud800y") == "x\ufffdy"


def test_a_paste_by_mistake_cannot_fill_the_disk() -> None:
    assert len(clean_line("é" * 10**6)) == MAX_TITLE


def test_search_and_order_know_no_accents_nor_case() -> None:
    assert plain("L’Œuvre d'Été") == plain("l'oeuvre D’ETE")
    names = ["Zoé", "Éclair", "eclair", "Cap’Savoirs", "Capital", "L'Île", "Lima"]
    assert sorted(names, key=sort_key) == ["Capital", "Cap’Savoirs", "eclair", "Éclair", "L'Île", "Lima", "Zoé"]
