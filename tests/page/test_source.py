"""A page is decoded without losing where each character stood."""

from __future__ import annotations

import codecs
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.errors import PageError
from verbale.page.source import Page, decode_page
from verbale.text import Span

STORY = "The ministers met in Zürich – “for the last time”, said Łukasz. 会談は続く。 🤝 Done."
WESTERN = "The ministers met in Zürich – “for the last time”, they said. Die Gespräche führen zu nichts.\n" * 5


def text_of(page: Page, span: Span) -> str:
    found = page.byte_span(span)
    return page.data[found.start : found.end].decode(page.encoding)


# Which encoding


@pytest.mark.parametrize(
    ("bom", "codec"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_tells_and_is_no_part_of_the_text(bom: bytes, codec: str):
    page = decode_page(bom + STORY.encode(codec), name="story")

    assert (page.text, page.encoding) == (STORY, codec)
    assert page.byte_span(Span(0, 3)).start == len(bom)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_known_by_its_zeros(codec: str):
    assert decode_page(WESTERN.encode(codec), name="story").text == WESTERN


def test_valid_utf_8_is_utf_8_whatever_it_declares():
    data = b"<meta charset=windows-1252><p>" + STORY.encode()

    assert decode_page(data, name="story", declared="iso-8859-1").encoding == "utf-8"


@pytest.mark.parametrize(
    "head",
    [
        '<meta charset="windows-1250">',
        "<META CHARSET=windows-1250>",
        '<meta http-equiv="Content-Type" content="text/html; charset=windows-1250">',
        '<?xml version="1.0" encoding="windows-1250"?>',
    ],
)
def test_a_page_may_declare_its_encoding(head: str):
    data = head.encode() + "<p>Łukasz powiedział, że rozmowy trwają.".encode("cp1250")

    assert decode_page(data, name="story").encoding == "cp1250"


def test_the_transport_is_believed_before_the_page():
    data = b"<meta charset=windows-1252><p>" + "Переговоры продолжаются".encode("cp1251")

    assert decode_page(data, name="story", declared="windows-1251").encoding == "cp1251"


@pytest.mark.parametrize("label", ["iso-8859-1", "latin1", "us-ascii", "ISO-8859-1"])
def test_latin_1_means_windows_1252(label: str):
    page = decode_page("“Talks” – at last".encode("cp1252"), name="story", declared=label)

    assert page.text == "“Talks” – at last"


@pytest.mark.parametrize(
    "label", ["x-unknown", "", "utf-16", "\x00", "é", "base64", "rot13", "idna", "undefined", "hex"]
)
def test_a_label_that_means_nothing_is_passed_over(label: str):
    assert decode_page(STORY.encode(), name="story", declared=label).text == STORY
    assert decode_page(WESTERN.encode("cp1252"), name="story", declared=label).text == WESTERN
    head = f'<meta charset="{label}">'.encode()
    assert decode_page(head + WESTERN.encode("cp1252"), name="story").text.endswith(WESTERN)


def test_the_encoding_that_the_user_names_wins():
    assert decode_page("łódź".encode("iso8859-2"), name="story", encoding="latin2").text == "łódź"


def test_a_broken_byte_is_marked_only_where_the_user_named_the_encoding():
    data = "Zürich".encode() + b"\xff" + "Genève".encode()

    assert decode_page(data, name="story", encoding="utf-8").text == "Zürich�Genève"
    with pytest.raises(PageError, match=r"byte 7 cannot be decoded.*--encoding utf-8"):
        decode_page(data, name="story")


@pytest.mark.parametrize(
    "encoding",
    ["nonsense", "base64", "rot13", "hex", "undefined", "\x00", "x" * 5000, "zip", "utf-7", "unicode_escape"],
)
def test_an_encoding_that_is_none_is_an_error(encoding: str):
    with pytest.raises(PageError, match="name another encoding"):
        decode_page(b"abc", name="story", encoding=encoding)


# What is no page


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\x00\x00", b"\xef\xbb\xbf", b"\xff\xfe", b"\xef\xbb\xbf \n"])
def test_an_empty_page_is_refused(data: bytes):
    with pytest.raises(PageError, match="empty"):
        decode_page(data, name="story")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n", "PDF"),
        (b"PK\x03\x04rest", "ZIP or Office"),
        (b"\x89PNG\r\n", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"GIF89a", "GIF"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"\x7fELF", "program"),
        (bytes(range(256)) * 20, "binary"),
        (b"\x00\x01\x02" * 100, "binary"),
    ],
)
def test_other_files_are_refused_by_name(data: bytes, what: str):
    with pytest.raises(PageError, match=what):
        decode_page(data, name="story")


def test_a_stray_control_character_is_no_reason_to_refuse():
    text = "A page saved by an old program. " * 50 + "\x0c\x1a The end."

    assert decode_page(text.encode(), name="story").text == text


def test_an_error_names_the_page():
    with pytest.raises(PageError) as caught:
        decode_page(b"", name="minutes/story.txt")
    assert caught.value.about == "minutes/story.txt"


# Where each character stood


@pytest.mark.parametrize("codec", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-8-sig", "utf-16", "gb18030"])
def test_every_character_leads_back_to_its_bytes(codec: str):
    page = decode_page(STORY.encode(codec), name="story", encoding=codec)

    for start in range(len(page.text)):
        for end in (start + 1, len(page.text)):
            assert text_of(page, Span(start, end)) == page.text[start:end]


def test_characters_after_a_broken_byte_lead_back_too():
    data = "Zü".encode() + b"\xff\xc3" + b"rich"
    page = decode_page(data, name="story", encoding="utf-8")

    assert page.text == "Zü��rich"
    assert page.byte_span(Span(2, 3)) == Span(3, 4)
    assert text_of(page, Span(4, 8)) == "rich"


def test_a_replacement_character_of_the_page_itself_is_one_character():
    page = decode_page("a�b".encode(), name="story")

    assert page.byte_span(Span(1, 2)) == Span(1, 4)
    assert page.byte_span(Span(2, 3)) == Span(4, 5)


@given(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1),
    st.sampled_from(["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "cp1252", "shift_jis", "gb18030"]),
    st.data(),
)
def test_any_text_leads_back(text: str, codec: str, data: st.DataObject):
    raw = text.encode(codec, "ignore")
    try:
        page = decode_page(raw, name="story", encoding=codec)
    except PageError:
        return
    start = data.draw(st.integers(0, len(page.text)))
    end = data.draw(st.integers(start, len(page.text)))

    assert text_of(page, Span(start, end)) == page.text[start:end]


@given(st.binary())
def test_any_bytes_are_a_page_or_a_page_error(data: bytes):
    try:
        page = decode_page(data, name="story")
    except PageError:
        return
    assert page.byte_span(Span(0, len(page.text))) == Span(page.marks.first, len(data))
    assert page.data[page.marks.first :].decode(page.encoding) == page.text


@given(
    st.one_of(
        st.binary(),
        st.lists(st.sampled_from([b"\x1b$B", b"\x1b(B", b"\x81", b"\x88\x62", b"a", b"\xe2\x82"])).map(b"".join),
    ),
    st.sampled_from(
        ["utf-8", "utf-16-le", "utf-16", "utf-32", "cp1252", "shift_jis", "big5hkscs", "iso2022_jp", "hz", "gb18030"]
    ),
)
def test_any_bytes_in_any_encoding_are_a_page_or_a_page_error(data: bytes, encoding: str):
    try:
        page = decode_page(data, name="story", encoding=encoding)
    except PageError:
        return
    offsets = [page.marks.offset(index) for index in range(len(page.text) + 1)]
    assert offsets == sorted(offsets)
    assert offsets[-1] == len(data)
    assert page.text.encode()  # no surrogates are left


@pytest.mark.parametrize("codec", ["iso2022_jp", "shift_jis", "euc_jp", "big5hkscs", "hz", "gb18030", "euc_kr"])
def test_encodings_with_a_memory_lead_back_to_the_right_place(codec: str):
    text = "交渉 today 会談 and 公平 too.\n"
    raw = text.encode(codec, "replace")
    page = decode_page(raw, name="story", encoding=codec)

    at = page.byte_span(Span(page.text.index("today"), page.text.index("today") + 5))

    assert raw[at.start : at.end].endswith(b"today")
    assert page.byte_span(Span(0, len(page.text))) == Span(0, len(raw))


def test_a_long_page_leads_back_quickly():
    page = decode_page(("Zürich " * 300_000).encode(), name="story")

    started = time.perf_counter()
    for start in range(0, len(page.text), 200):
        page.byte_span(Span(start, start + 7))
    assert time.perf_counter() - started < 2  # 10,500 spans; encoding all that stands before each took minutes


# Guesses


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (WESTERN, "cp1252"),
        ("The so-called “grand bargain” – tabled in Genève – was rejected. " * 3, "cp1252"),
        ("Переговоры о прекращении огня продолжаются в Женеве, сообщили дипломаты. " * 5, "cp1251"),
        ("Rozmowy pokojowe trwają w Genewie, powiedział rzecznik rządu. Zażądał zwołania narady. " * 5, "cp1250"),
    ],
)
def test_undeclared_bytes_are_guessed(text: str, codec: str):
    assert decode_page(text.encode(codec), name="story").text == text
