"""Adding photographs, as a person does: smaller and without their place, unless they say otherwise."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QRadioButton

from baseldesk.desk.desk import Desk
from tests.unit.desk.test_photographs import marks, picture, save
from ui.screens.activities_record import ActivityScreen
from ui.screens.record_photograph import PhotographGuide
from ui.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support (raise\(\)|grabbing the keyboard|propagateSizeHints)")
PATIENCE = 15_000  # milliseconds at most
GPS = 0x8825


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A large picture that says where it was taken."""
    return save(tmp_path / "IMG_1.JPG", picture(), format="JPEG", quality=95, exif=marks())


@pytest.fixture
def screen(window: MainWindow, records: dict[str, bytes], qtbot: Any) -> ActivityScreen:
    """An activity."""
    window.places.show_record("activity", records["workshop"])
    here = window.places.here
    assert isinstance(here, ActivityScreen)
    qtbot.waitUntil(lambda: here.form.shown is not None)
    return here


def choose(screen: ActivityScreen, photo: Path, qtbot: Any) -> PhotographGuide:
    """Attaches a file up to the question."""
    screen.documents.attach(str(photo))
    qtbot.waitUntil(lambda: bool(screen.window().findChildren(PhotographGuide)), timeout=PATIENCE)
    return screen.window().findChildren(PhotographGuide)[-1]


def attached(screen: ActivityScreen, desk: Desk, qtbot: Any) -> bytes:
    """The bytes of the one document there is."""
    qtbot.waitUntil(lambda: screen.documents.model.rowCount() == 1, timeout=PATIENCE)
    (row,) = desk.find("document", activity=screen.record_id)
    path = desk.documents.path(row.values["hash"])
    assert path is not None
    return path.read_bytes()


def place_in(content: bytes) -> dict[int, object]:
    """What it says of where it was taken."""
    return dict(Image.open(io.BytesIO(content)).getexif().get_ifd(GPS))


def test_a_photograph_is_added_small_and_without_its_place(screen: ActivityScreen, desk: Desk, photo: Path, qtbot: Any) -> None:
    guide = choose(screen, photo, qtbot)
    assert "1600 × 1067" in guide.choice.smaller.text().replace(",", "").replace("\u2009", "")
    assert guide.choice.place.isVisible()
    assert not guide.choice.place.isChecked()
    with qtbot.waitSignal(screen.context.notices.changed, timeout=PATIENCE) as heard:  # or «not yet sent» would leave it out
        qtbot.mouseClick(guide.main_button, Qt.MouseButton.LeftButton)
        guide.reject()
        assert guide.isVisible(), "whoever leaves now would not hear how it ended"
    assert "document" in heard.args[0]
    content = attached(screen, desk, qtbot)
    assert len(content) < photo.stat().st_size / 3
    assert place_in(content) == {}


def test_a_photograph_stays_as_it_is_where_a_person_wants_so(screen: ActivityScreen, desk: Desk, photo: Path, qtbot: Any) -> None:
    guide = choose(screen, photo, qtbot)
    qtbot.keyClick(guide.findChild(QRadioButton, "photograph_whole"), Qt.Key.Key_Space)
    qtbot.keyClick(guide.choice.place, Qt.Key.Key_Space)
    qtbot.mouseClick(guide.main_button, Qt.MouseButton.LeftButton)
    assert attached(screen, desk, qtbot) == photo.read_bytes()


def test_escape_attaches_nothing(screen: ActivityScreen, desk: Desk, photo: Path, qtbot: Any) -> None:
    guide = choose(screen, photo, qtbot)
    with qtbot.waitSignal(guide.rejected):
        qtbot.keyClick(guide, Qt.Key.Key_Escape)
    assert desk.find("document", activity=screen.record_id) == []


def test_a_small_picture_without_a_place_is_not_asked_about(
    screen: ActivityScreen, desk: Desk, tmp_path: Path, qtbot: Any
) -> None:
    small = save(tmp_path / "small.jpg", picture(400, 300), format="JPEG")
    screen.documents.attach(str(small))
    assert attached(screen, desk, qtbot) == small.read_bytes()
    assert screen.window().findChildren(PhotographGuide) == []


def test_a_damaged_picture_is_refused_in_words(screen: ActivityScreen, desk: Desk, photo: Path, qtbot: Any) -> None:
    photo.write_bytes(photo.read_bytes()[:2_000])
    screen.documents.attach(str(photo))
    qtbot.waitUntil(screen.banner.isVisible, timeout=PATIENCE)
    assert "IMG_1.JPG" in screen.banner.text.text()
    assert desk.find("document", activity=screen.record_id) == []


def test_a_kind_that_cannot_be_made_smaller_goes_whole_or_not_at_all(
    screen: ActivityScreen, desk: Desk, tmp_path: Path, qtbot: Any
) -> None:
    heic = tmp_path / "IMG_2.HEIC"
    heic.write_bytes(b"\x00\x00\x00\x18ftypheic" + bytes(40))
    guide = choose(screen, heic, qtbot)
    assert not guide.main_button.isEnabled()
    assert not guide.choice.smaller.isVisible()
    qtbot.keyClick(guide.choice.place, Qt.Key.Key_Space)
    qtbot.mouseClick(guide.main_button, Qt.MouseButton.LeftButton)
    assert attached(screen, desk, qtbot) == heic.read_bytes()
