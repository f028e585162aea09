"""Home's drawings: what they count, where they lead, by mouse and by keys, in either direction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Between, Edit
from baseldesk.reports.chart_data import Chart, Series
from ui.screens.home import HomeScreen
from ui.screens.home_charts import read_drawings
from ui.widgets.chart import ChartView
from ui.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support (raise\(\)|grabbing the keyboard)")

LONG = "Used lead-acid batteries from vehicles and from stationary equipment of all kinds"


@pytest.fixture
def filled(desk: Desk) -> dict[str, bytes]:
    """Three activities of two streams, and gifts in two currencies."""
    found = {name: desk.new_id() for name in ("firm", "fund")}
    activities = (("WS-OILS", date(2021, 3, 2)), ("WS-OILS", date(2021, 5, 31)), ("WS-EWASTE", date(2019, 1, 1)))
    gifts = (
        ("firm", 300, "USD", "agreed"),
        ("fund", 900, "USD", "closed"),
        ("fund", 5, "EUR", "agreed"),
        ("firm", 9, "USD", "sought"),
    )
    desk.save([
        *(Edit("partner", one, {"name": {"en": name.title(), "ar": "صندوق"}}) for name, one in found.items()),
        *(Edit("activity", desk.new_id(), {"waste_streams": {one: True}, "starts_on": day}) for one, day in activities),
        *(
            Edit("contribution", desk.new_id(), {"donor": found[who], "amount": Decimal(much), "currency": money, "stage": stage})
            for who, much, money, stage in gifts
        ),
    ])  # fmt: skip
    return found


@pytest.fixture
def home(filled: dict[str, bytes], window: MainWindow, qtbot: Any) -> HomeScreen:
    """Home, with its drawings on it."""
    window.resize(1100, 1400)
    window.show_screen("home")
    screen: Any = window.places.here
    qtbot.waitUntil(lambda: screen.is_ready and screen.drawings is not None)
    qtbot.waitUntil(lambda: "Used oils" in screen.drawings.charts[1].accessibleName())
    return screen  # type: ignore[no-any-return]


def where(window: MainWindow) -> dict[str, object]:
    """The conditions of the list that is open."""
    screen: Any = window.places.here
    return dict(screen.list.filters.where())


def test_the_drawings_count_what_is_recorded(desk: Desk, filled: dict[str, bytes]) -> None:
    held = read_drawings(desk)
    assert held.streams == (("WS-OILS", 2), ("WS-EWASTE", 1))
    assert held.months[0][0] == date(2020, 6, 1)  # nothing begins this year: the twelve months that end with the latest beginning
    assert {day: n for day, n in held.months if n} == {date(2021, 3, 1): 1, date(2021, 5, 1): 1}
    assert [(one.donor, one.amount) for one in held.donations] == [(filled["fund"], 900), (filled["firm"], 300)]
    assert (held.currency, held.total, held.others) == ("USD", 1200, {"EUR": 5})
    this_month = datetime.now(tz=UTC).astimezone().date().replace(day=1)
    desk.save([Edit("activity", desk.new_id(), {"starts_on": this_month})])
    assert read_drawings(desk).months[-1] == (this_month, 1)


def test_a_click_on_a_bar_opens_the_list_behind_it(
    home: HomeScreen, window: MainWindow, qtbot: Any, filled: dict[str, bytes]
) -> None:
    assert home.drawings is not None
    _objectives, streams, months, donors = home.drawings.charts
    assert streams.accessibleName() == "Activities by waste stream. Used oils: 2; Electronic wastes: 1"
    qtbot.mouseClick(streams, Qt.MouseButton.LeftButton, pos=streams.spot(1).center().toPoint())
    assert where(window) == {"waste_streams": ("WS-EWASTE",)}
    months.followed.emit(9)
    assert where(window)["starts_on"] == Between(date(2021, 3, 1), date(2021, 3, 31))
    screen: Any = window.places.here
    qtbot.waitUntil(lambda: screen.list.model.rowCount() == 1)
    donors.followed.emit(0)
    assert where(window)["donor"] == (filled["fund"],)
    assert where(window)["currency"] == ("USD",)


def test_keys_go_from_bar_to_bar_and_open_it(home: HomeScreen, window: MainWindow, qtbot: Any) -> None:
    assert home.drawings is not None
    streams = home.drawings.charts[1]
    streams.setFocus()
    assert (streams.at, streams.accessibleDescription()) == (0, "Used oils: 2")
    qtbot.keyClick(streams, Qt.Key.Key_Down)
    qtbot.keyClick(streams, Qt.Key.Key_Down)
    assert streams.accessibleDescription() == "Electronic wastes: 1"
    qtbot.keyClick(streams, Qt.Key.Key_Return)
    assert where(window) == {"waste_streams": ("WS-EWASTE",)}


def test_arabic_bars_begin_at_the_right(home: HomeScreen, use_language: Callable[[str], None], qtbot: Any) -> None:
    assert home.drawings is not None
    streams = home.drawings.charts[1]
    qtbot.waitUntil(lambda: streams.height() >= streams.heightForWidth(streams.width()))
    assert ink_of(streams) < streams.width() / 2
    use_language("ar")
    assert "النفايات الإلكترونية: 1" in streams.accessibleName()
    qtbot.waitUntil(lambda: streams.height() >= streams.heightForWidth(streams.width()))
    assert ink_of(streams) > streams.width() / 2


def ink_of(view: ChartView) -> float:
    """The middle of the shorter bar, as painted."""
    picture, spot = view.grab().toImage(), view.spot(1).toRect()
    accent = view.palette().highlight().color()
    xs = [x for x in range(picture.width()) for y in range(spot.top(), spot.bottom()) if near(picture.pixelColor(x, y), accent)]
    return sum(xs) / len(xs)


def near(one: Any, other: Any) -> bool:
    """Whether two colours are the same to the eye."""
    pairs = ((one.red(), other.red()), (one.green(), other.green()), (one.blue(), other.blue()))
    return sum(abs(a - b) for a, b in pairs) < 60


def test_a_narrow_chart_is_as_high_as_its_labels_need(qtbot: Any, language: Any) -> None:
    view = ChartView()
    qtbot.addWidget(view)
    view.show_chart(Chart("bars", "T", (LONG, "Used oils"), (Series("", (1, 2)),)))
    assert view.heightForWidth(260) > view.heightForWidth(700)
    view.show_chart(Chart("bars", "T", (), ()))
    assert view.accessibleName() == "T: There are no figures yet."
    qtbot.keyClick(view, Qt.Key.Key_Return)  # leads nowhere, and does no harm
