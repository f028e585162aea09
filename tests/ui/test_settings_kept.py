"""What the window keeps: each officer's own choices beside what belongs to the computer, whatever the file holds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from baseldesk.style import USUAL
from ui.settings import CHOICES, Settings

AWA, MOUSSA = "762ad1b2ef2a2361", "0011223344556677"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the settings of this test lie."""
    return tmp_path / "window.json"


def heard(settings: Settings) -> list[str]:
    """The keys that are told as changed from now on."""
    keys: list[str] = []
    settings.changed.connect(keys.append)
    return keys


def is_json(content: str) -> bool:
    """Whether it can be read at all, whatever it says."""
    try:
        json.loads(content)
    except (ValueError, RecursionError):
        return False
    return True


def test_each_officer_has_choices_of_their_own_and_the_computer_has_its_own(path: Path) -> None:
    settings = Settings(path)
    settings.use_officer(AWA)
    settings.put("theme", "dark")
    settings.put("views/activity", {"saved": []})
    settings.put("backup/folder", "/media/stick")
    settings.use_officer(MOUSSA)
    settings.put("theme", "contrast")
    assert settings.get("views/activity") is None
    assert settings.get("backup/folder") == "/media/stick"
    settings.use_officer(AWA)
    assert (settings.theme, settings.get("views/activity")) == ("dark", {"saved": []})


def test_a_file_from_before_becomes_that_of_the_first_officer_and_a_second_begins_with_its_look(path: Path) -> None:
    path.write_text(
        json.dumps({"language": "fr", "theme": "dark", "rail_folded": True, "backup/folder": "E:/"}), encoding="utf-8"
    )
    settings = Settings(path)
    assert settings.language == "fr"  # before the desk is open
    settings.use_officer(AWA)
    assert (settings.language, settings.get("rail_folded"), settings.get("backup/folder")) == ("fr", True, "E:/")
    settings.use_officer(MOUSSA)
    assert (settings.language, settings.theme, settings.get("rail_folded")) == ("fr", "dark", None)
    held = json.loads(path.read_text(encoding="utf-8"))
    assert held == {
        "backup/folder": "E:/", "officer": MOUSSA,
        "officers": {AWA: {"language": "fr", "theme": "dark", "rail_folded": True}, MOUSSA: {"language": "fr", "theme": "dark"}},
    }  # fmt: skip


def test_the_next_start_begins_with_whoever_worked_last(path: Path) -> None:
    settings = Settings(path)
    settings.use_officer(AWA)
    settings.use_officer(MOUSSA)
    settings.put("language", "ar")
    again = Settings(path)
    assert (again.officer, again.language) == (MOUSSA, "ar")


def test_a_change_of_officer_tells_what_is_otherwise_now_and_nothing_else(path: Path) -> None:
    settings = Settings(path)
    settings.use_officer(AWA)
    settings.put("theme", "dark")
    settings.put("recent", [])
    settings.put("exchange/way", "mail")
    settings.use_officer(MOUSSA)
    settings.put("theme", "light")
    keys, marks = heard(settings), list[str]()
    settings.officer_changed.connect(marks.append)
    settings.use_officer(AWA)
    assert (keys, marks) == (["recent", "theme"], [AWA])
    settings.use_officer(AWA)
    assert marks == [AWA]


def test_a_choice_is_forgotten_and_brought_back(path: Path) -> None:
    settings = Settings(path)
    settings.put("theme", "dark")
    before = settings.kept(("theme", "motion"))
    settings.forget("theme")
    settings.put("motion", "reduced")
    assert settings.theme == "system"
    settings.bring_back(("theme", "motion"), before)
    assert settings.kept(("theme", "motion")) == {"theme": "dark"}
    assert Settings(path).theme == "dark"


@pytest.mark.parametrize("wrong", [None, "violet", 7, [], {}, True, 1.0])
def test_what_is_not_offered_counts_as_not_chosen(wrong: object) -> None:
    settings = Settings(None)
    for key, values in CHOICES.items():
        settings.put(key, wrong)
        if not any(one == wrong and type(one) is type(wrong) for one in values):
            assert settings.choice(key) == values[0]
    settings.put("language", wrong)
    assert isinstance(settings.language, str)


def test_without_choices_the_style_is_the_usual_one() -> None:
    assert Settings(None).style == USUAL


BROKEN = (
    "", "{", "null", "[]", '"dark"', "\x00\x01", "[" * 100_000, '{"officer": 7, "officers": []}',
    '{"officer": "a", "officers": {"a": 3, "": {}}}', '{"officer": ["x"]}', '{"officers": {"a": {"theme": 9}}, "officer": "a"}',
)  # fmt: skip


@pytest.mark.parametrize("content", BROKEN, ids=range(len(BROKEN)))
def test_a_broken_file_stops_nothing(path: Path, content: str) -> None:
    path.write_text(content, encoding="utf-8")
    settings = Settings(path)
    aside = path.with_name("window.json.broken")
    assert path.exists() is is_json(content)
    assert aside.exists() or is_json(content)
    settings.use_officer(AWA)
    settings.put("theme", "dark")
    assert (settings.language, settings.text_percent) == ("", 100)
    assert Settings(path).theme == "dark"
