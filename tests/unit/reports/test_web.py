"""The web page: whole by itself, readable aloud, and no text of anybody becomes a tag."""

from __future__ import annotations

import dataclasses
from html.parser import HTMLParser
from pathlib import Path

import pytest

from baseldesk.errors import Cancelled
from baseldesk.i18n import LANGUAGES, translator
from baseldesk.reports.activity import compose
from baseldesk.reports.blocks import Titled
from baseldesk.reports.escape import say
from baseldesk.reports.web import write_html, write_page
from baseldesk.reports.web_looks import LOOKS
from baseldesk.reports.web_text import tag
from tests.unit.reports.every_block import NAUGHTY, every_block
from tests.unit.reports.example import TITLE, example

VOID = {"meta", "img", "br"}


class Page(HTMLParser):
    """Reads a page and notes its elements; complains of one that is not closed in turn."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def all(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.elements if tag == name]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_its_language_and_direction_and_has_its_landmarks(language: str) -> None:
    page = Page(write_page(compose(example(), translator(language)), translator(language)))
    assert page.all("html") == [{"lang": language, "dir": "rtl" if language == "ar" else "ltr"}]
    assert [len(page.all(name)) for name in ("header", "nav", "main", "footer", "h1", "title")] == [1] * 6
    links, names = [one["href"] for one in page.all("a")], {one.get("id") for _, one in page.elements}
    assert len(links) > 5
    assert {str(link).removeprefix("#") for link in links} <= names


def test_tables_have_captions_and_headings_for_rows_and_columns() -> None:
    page = Page(write_page(compose(example(), translator("en")), translator("en")))
    scopes = [one.get("scope") for one in page.all("th")]
    assert scopes.count("col") > 10
    assert scopes.count("row") > 5
    assert None not in scopes
    assert len(page.all("caption")) >= 4
    regions = [one for one in page.all("div") if one.get("role") == "region"]
    assert len(regions) == len(page.all("table"))
    assert all(one.get("aria-label") and one.get("tabindex") == "0" for one in regions)


def test_a_title_in_another_language_says_so() -> None:
    page = Page(write_page(compose(example(), translator("es")), translator("es")))
    assert page.all("h1") == [{"lang": "fr", "dir": "ltr"}]
    assert TITLE["fr"] in page.words


def test_no_text_becomes_a_tag_or_an_attribute() -> None:
    text = write_page(every_block(), translator("ar"))
    page = Page(text)
    assert not page.all("script")
    assert not page.all("b")
    assert len(page.all("style")) == 1
    assert any('<b>bold</b> & "quoted" </style><script>alert(1)</script>' in one for one in page.words)
    assert [one["alt"] for one in page.all("img")][1].startswith('<b>bold</b> & "quoted"')
    assert "\x00" not in text
    assert "\u202e" not in text
    assert "‹U+202E›" in text


def test_nothing_is_loaded_from_anywhere() -> None:
    page = Page(write_page(every_block(), translator("en")))
    policy = next(one["content"] for one in page.all("meta") if one.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert policy.startswith("default-src 'none'")
    places = [value for _, one in page.elements for name, value in one.items() if name in ("src", "href", "srcset", "action")]
    assert all(str(place).startswith(("data:image/", "#")) for place in places)
    assert len(page.all("img")) == 6
    assert "url(" not in LOOKS
    assert "@import" not in LOOKS


def test_names_of_tags_and_attributes_are_never_data() -> None:
    with pytest.raises(ValueError, match=r"<b>|onclick"):
        tag(NAUGHTY)
    with pytest.raises(ValueError, match=r"<b>|onclick"):
        tag("p", **{'a" onclick': "x"})


def test_every_colour_of_text_stands_out_from_the_white_of_the_page() -> None:
    for colour in ("#111", "#595959", "#0b5394"):
        assert colour in LOOKS
        assert (1.05) / (_brightness(colour) + 0.05) >= 4.5


def _brightness(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(one * 2 for one in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_same_document_gives_the_same_bytes_and_a_stopped_one_none(tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.html" for name in "ab"]
    for path in paths:
        write_html(every_block(), translator("zh"), path)
    assert paths[0].read_bytes() == paths[1].read_bytes()
    with pytest.raises(Cancelled):
        write_html(every_block("x"), translator("en"), tmp_path / "c.html", cancelled=lambda: True)
    assert len(list(tmp_path.iterdir())) == 2


def test_the_marks_that_keep_directions_apart_are_never_shown() -> None:
    t, document = translator("ar"), every_block("x")
    title = Titled(say(t, "{first} to {last}", first="Dakar", last="Bamako"))
    text = write_page(dataclasses.replace(document, front=dataclasses.replace(document.front, title=title)), t)
    assert "\u2068Dakar\u2069" in text
    assert "U+2068" not in text
