"""The bundled fonts: there, licensed, told apart, and with every character that the program itself prints."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from baseldesk import labels
from baseldesk.i18n import LANGUAGES
from baseldesk.records import vocabulary
from baseldesk.reports.fonts import face, families, is_drawn
from baseldesk.resources import resource

FAMILIES = {"NotoSans": "Noto Sans", "NotoSansSC": "Noto Sans SC", "Vazirmatn": "Vazirmatn"}


@pytest.mark.parametrize("family", FAMILIES)
def test_each_family_has_two_weights_its_own_name_and_a_licence(family: str) -> None:
    from fontTools.ttLib import TTFont

    for weight in ("Regular", "Bold"):
        with TTFont(resource("fonts", f"{family}-{weight}.ttf")) as font:
            names = font["name"]
            assert (names.getDebugName(1), names.getDebugName(2)) == (FAMILIES[family], weight)
            assert font["OS/2"].fsType == 0, "may be embedded"
            assert "glyf" in font, "ReportLab and this program embed TrueType outlines"
    assert "SIL OPEN FONT LICENSE" in resource("fonts", f"{family}-LICENCE.txt").read_text(encoding="utf-8").upper()


def test_the_files_are_those_that_the_readme_tells_of() -> None:
    told = dict(re.findall(r"^([0-9a-f]{64})  (\S+)$", resource("fonts", "README.md").read_text(encoding="utf-8"), re.M))
    told = {name: digest for digest, name in told.items()}
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in resource("fonts").glob("*.ttf")}
    assert found == told
    assert len(found) == 6


def test_the_fonts_stay_light() -> None:
    assert sum(path.stat().st_size for path in resource("fonts").iterdir()) < 6_000_000


def test_every_label_can_be_drawn_in_every_language() -> None:
    found = (labels.find(code, language) for code in labels.all_codes() for language in LANGUAGES)
    codes = [(code, name) for name in ("country", "language") for code in vocabulary.codes(name)]
    texts = {vocabulary.label(code, language, name) for code, name in codes for language in LANGUAGES}
    texts |= {label.text for label in found if label}
    assert len(texts) > 2000
    assert {character for text in texts for character in text if not is_drawn(character)} == set()


def test_the_catalogues_can_be_drawn() -> None:
    folder = Path(__file__).resolve().parents[3] / "translations"
    texts = [path.read_text(encoding="utf-8") for path in folder.rglob("*.po")]
    missing = {character for text in texts for character in text if character.isprintable() and not is_drawn(character)}
    assert {character for character in missing if character not in "\u2068\u2069"} == set()


def test_the_language_decides_which_face_comes_first() -> None:
    first = {language: families(language)[0] for language in LANGUAGES}
    assert first == {**dict.fromkeys(LANGUAGES, "NotoSans"), "ar": "Vazirmatn", "zh": "NotoSansSC"}
    assert face("NotoSans", True) is face("NotoSans", True)
