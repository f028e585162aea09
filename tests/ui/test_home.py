"""Home: each figure and each bar opens the list behind it, with as many records as it says; sending is one click away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Edit
from tests.ui.conftest import PATIENCE
from ui.beginning import BEGIN, LAST, first_step
from ui.history import Step
from ui.screens.home import HomeScreen
from ui.screens.home_reading import FIGURES
from ui.settings import Settings
from ui.standing import Standing
from ui.widgets.link import Link
from ui.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support (raise\(\)|grabbing the keyboard)")

FRESH = date.today().replace(day=1)  # noqa: DTZ011  (a month of this year, whichever it is)


def activities() -> list[dict[str, Any]]:
    """What a year can hold: each objective and none, several stages, streams, months and Parties."""
    return [
        {"stage": "completed", "objective": "OBJ1", "kind": "AK-TRAIN", "countries": {"SN": True, "TG": True}},
        {"stage": "implemented", "objective": "OBJ1", "key_activity": "KA1.07", "countries": {"TG": True}, "in_plan": True},
        {"stage": "cancelled", "kind": "AK-TRAIN", "objective": "OBJ1", "key_activity": "KA1.07", "countries": {"ML": True}},
        {"stage": "identified", "objective": "OBJ2", "countries": {"BJ": True}},
        {"stage": "completed", "waste_streams": {"WS-OILS": True}, "starts_on": FRESH},
        {"stage": "implemented", "waste_streams": {"WS-OILS": True, "WS-ULAB": True}, "starts_on": FRESH},
    ]  # fmt: skip


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """A desk with something behind every figure."""
    held = [(desk.new_id(), one) for one in activities()]
    donor = desk.new_id()
    desk.save([
        *(Edit("activity", record, values) for record, values in held),
        Edit("headcount", desk.new_id(), {"activity": held[0][0], "women": 12, "men": 9, "not_stated": 1}),
        Edit("headcount", desk.new_id(), {"activity": held[1][0], "women": 99}),  # no training
        Edit("headcount", desk.new_id(), {"activity": held[2][0], "women": 77}),  # cancelled
        Edit("partner", donor, {"name": {"en": "Fund"}}),
        *(
            Edit("contribution", desk.new_id(), {"donor": donor, "amount": Decimal(much), "currency": money, "stage": stage})
            for much, money, stage in ((300, "USD", "agreed"), (45, "USD", "closed"), (5, "EUR", "agreed"), (9, "USD", "sought"))
        ),
    ])  # fmt: skip
    return desk


@pytest.fixture
def home(filled: Desk, window: MainWindow, qtbot: Any) -> HomeScreen:
    """Home, filled."""
    return open_home(window, qtbot)


def open_home(window: MainWindow, qtbot: Any) -> HomeScreen:
    """Goes Home and waits for what was read."""
    window.show_screen("home")
    screen = window.places.here
    assert isinstance(screen, HomeScreen)
    qtbot.waitUntil(lambda: screen._overview is not None)
    return screen


def shown(window: MainWindow, qtbot: Any) -> int:
    """How many records, Parties or people the list that is open counts."""
    screen: Any = window.places.here
    if not hasattr(screen, "list"):
        qtbot.waitUntil(lambda: screen.rows is not None)
        return screen.total() if hasattr(screen, "total") else len(screen.rows)
    number = window.context.desk.count(screen.list.asked_query())
    qtbot.waitUntil(lambda: screen.list.model.rowCount() == number)
    return number


def test_every_figure_opens_the_list_behind_it_with_as_many_records(home: HomeScreen, window: MainWindow, qtbot: Any) -> None:
    said = {}
    for one, figure in zip(FIGURES, home.figures, strict=True):
        window.show_screen("home")
        number = int(figure.accessibleName().split()[0])
        qtbot.mouseClick(figure, Qt.MouseButton.LeftButton)
        assert window.places.here is not home
        assert (one.name, shown(window, qtbot)) == (one.name, number)
        said[one.name] = number
    assert list(said.values()) == [6, 2, 2, 1, 2, 22]


def test_every_bar_opens_the_list_behind_it_with_as_many_records(home: HomeScreen, window: MainWindow, qtbot: Any) -> None:
    assert home.drawings is not None
    followed = 0
    for view in home.drawings.charts[:3]:
        assert view._chart is not None
        for place in range(len(view._chart.labels)):
            number = sum(int(one.values[place] or 0) for one in view._chart.series)
            view.followed.emit(place)
            assert (view.objectName(), place, shown(window, qtbot)) == (view.objectName(), place, number)
            followed += 1
    assert followed == 4 + 2 + 12


def test_the_money_of_a_bar_is_the_sum_of_the_list_behind_it(home: HomeScreen, window: MainWindow, qtbot: Any) -> None:
    assert home.drawings is not None
    donors = home.drawings.charts[3]
    assert donors._chart is not None
    donors.followed.emit(0)
    screen: Any = window.places.here
    assert shown(window, qtbot) == 2
    amounts = [row.values["amount"] for row in window.context.desk.rows(screen.list.asked_query())]
    assert sum(amounts) == donors._chart.series[0].values[0] == 345
    assert "345" in home.drawings.cards[3].sentence.text()
    assert "5.00" in home.drawings.cards[3].sentence.text()


def test_a_figure_forgets_the_conditions_that_the_list_had(home: HomeScreen, window: MainWindow, qtbot: Any) -> None:
    window.show_screen("activities", where={"stage": "completed"})
    window.show_screen("home")
    qtbot.mouseClick(home.figures[0], Qt.MouseButton.LeftButton)
    assert window.places.here.list.filters.where() == {}  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("name", "to"), [("stick", {"hand_over": "stick"}), ("mail", {"hand_over": "mail"}), ("take_in", {"take_in": True})]
)
def test_sending_is_begun_with_one_click(
    window: MainWindow, qtbot: Any, monkeypatch: pytest.MonkeyPatch, name: str, to: dict[str, object]
) -> None:
    home, asked = open_home(window, qtbot), []
    monkeypatch.setattr(window.places, "_go", asked.append)
    qtbot.mouseClick(home.sending.buttons[name], Qt.MouseButton.LeftButton)
    assert asked == [Step("exchange", to)]


def test_how_long_ago_something_was_sent_is_said_in_days() -> None:
    now = datetime.now(tz=UTC)
    said = [Standing(7, known=True, sent_at=now - timedelta(days=days)).exchange_sentence()[0] for days in (0, 1, 12)]
    assert said[2] == "7 changes exist only on this computer; last sent 12 days ago"
    assert [one.split("; ")[1] for one in said[:2]] == ["last sent today", "last sent yesterday"]
    assert Standing(1, known=True).only_here_sentence() == "1 change exists only on this computer; nothing was sent yet"
    assert Standing(known=True, sent_at=now).exchange_sentence()[0] == "Everything is at the secretariat."
    assert Standing(known=True, sent_at=now).exchange_sentence(True)[0] == "Nothing waits to be sent."
    assert Standing(7).exchange_sentence() == ("", "muted")  # what is not known is not claimed


def test_an_empty_home_has_steps_and_no_charts(window: MainWindow, qtbot: Any, desk: Desk) -> None:
    home = open_home(window, qtbot)
    words = [one.text() for one in home.steps.findChildren(Link)]
    assert words[:2] == ["Add your first activity", "Bring your Excel list"]
    assert "See the example" in words
    assert home.drawings is None
    assert not home._figures_row.isVisible()
    desk.save([Edit("activity", desk.new_id(), {"title": {"en": "First"}})])
    home.refresh(frozenset({"activity"}))
    qtbot.waitUntil(lambda: not home.steps.isVisible() and home._figures_row.isVisible())
    assert home._overview is not None
    only_here = home._overview.standing.only_here
    desk.save([Edit("officer", desk.new_id(), {"name": "Awa"})])  # counted nowhere but among what is not sent
    home.refresh(frozenset({"officer"}))
    qtbot.waitUntil(lambda: home._overview.standing.only_here == only_here + 1)


@pytest.mark.parametrize(
    ("late", "ahead", "words"),
    [
        (2, 0, ["Overdue since", "Overdue since"]),
        (2, 9, ["Overdue since", "Overdue since", "Letter 0", "8 more dates"]),
        (5, 9, ["5 things are overdue", "Letter 0", "Letter 1", "7 more dates"]),
        (5, 0, ["5 things are overdue"]),
        (3, 1, ["Overdue since", "Overdue since", "Overdue since", "Letter 0"]),
    ],
)
def test_much_that_is_overdue_is_one_line_and_what_comes_next_has_room(
    desk: Desk, window: MainWindow, qtbot: Any, late: int, ahead: int, words: list[str]
) -> None:
    today = datetime.now(tz=UTC).astimezone().date()
    days = [("Old", today - timedelta(days=1 + n)) for n in range(late)]
    days += [(f"Letter {n}", today + timedelta(days=n)) for n in range(ahead)]
    desk.save([Edit("follow_up", desk.new_id(), {"what": what, "due_on": day}) for what, day in days])
    home = open_home(window, qtbot)

    def links() -> list[Link]:
        passed = [one for one in home.attention.findChildren(Link) if "verdue" in one.text()]
        return [one for one in (*passed, *home.due.findChildren(Link)) if one.isVisible()]

    qtbot.waitUntil(lambda: len(links()) == len(words), timeout=PATIENCE)
    assert [word in one.text() for word, one in zip(words, links(), strict=True)] == [True] * len(words)
    assert "Nothing is waiting for you." not in [one.text() for one in home.attention.findChildren(QLabel)]
    links()[-1 if ahead > 1 else 0].click()
    assert window.places.here.name == ("calendar" if ahead > 1 or late == 5 else "follow_up")  # type: ignore[union-attr]


def test_a_day_begins_where_the_officer_chose(settings: Settings) -> None:
    assert first_step(settings, False) == Step("home")
    settings.put(BEGIN, "activities")
    assert first_step(settings, False) == Step("activities")
    settings.put(BEGIN, "last")
    assert first_step(settings, False) == Step("home")  # nowhere was left yet


@pytest.mark.parametrize(
    "kept", [{"name": "gone"}, {"name": "activity", "id": "zz"}, {"name": "activity"}, ["home"], {"name": "party_list"}]
)
def test_a_place_that_is_gone_is_home(settings: Settings, kept: object) -> None:
    settings.put(BEGIN, "last")
    settings.put(LAST, kept)
    assert first_step(settings, False) == Step("home")


def test_where_one_left_is_where_one_goes_on(
    window: MainWindow, settings: Settings, records: dict[str, bytes], use_language: Callable[[str], None]
) -> None:
    settings.put(BEGIN, "last")
    window.places.show_record("activity", records["workshop"])
    assert first_step(settings, False) == Step("activity", {"id": records["workshop"]})
    window.show_screen("partners")
    window.show_screen("import")  # a step of some work: where one was before counts… but import is a place of its own
    window.show_screen("conflict", kind="activity", id=records["workshop"])
    assert first_step(settings, False) == Step("import")
