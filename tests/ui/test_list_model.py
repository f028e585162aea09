"""Lists: the first rows at once, any place by number, and what a person does with them."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Edit, ListQuery, Row
from baseldesk.records.field import Kind
from baseldesk.records.types import TYPES, record_type
from ui import theme
from ui.widgets.list_columns import conflict_column, field_column, period_column
from ui.widgets.list_dates import write_day, write_period
from ui.widgets.list_model import FIRST, PAGE, ListModel
from ui.widgets.list_table import ListTable
from ui.widgets.list_view import ListView

pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support (raise\(\)|grabbing the keyboard)")

ACTIVITY = record_type("activity")
AT = datetime(2026, 2, 3, tzinfo=UTC)


class ManyRows:
    """So many activities, counted from 1; remembers what was asked of it."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.read: list[int] = []

    def rows(self, query: ListQuery, limit: int = 200) -> list[Row]:
        """The first ones."""
        return [self.row(n) for n in range(1, min(limit, self.count) + 1)]

    def order(self, query: ListQuery) -> array[int]:
        """All numbers."""
        return array("q", range(1, self.count + 1))

    def rows_by_number(self, query: ListQuery, numbers: Sequence[int]) -> list[Row]:
        """Those asked for."""
        self.read += numbers
        return [self.row(n) for n in numbers]

    def row(self, n: int) -> Row:
        """One of them."""
        values = {"reference": f"R-{n}", "title": {"en": f"Number {n}"}, "starts_on": date(2026, 2, 3)}
        return Row(n, n.to_bytes(16, "big"), "activity", "BCRC-SEN", values, n % 2, AT, n)


class AtOnce:
    """Does the work of the runner when told to."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Callable[..., Any], Callable[..., Any] | None]] = []

    def read(self, work: Callable[..., Any], then: Callable[..., Any] | None = None) -> object:
        """Keeps it."""
        self.waiting.append((work, then))
        return None

    def answer(self) -> None:
        """Does what is waiting, and what that asks for in turn."""
        while self.waiting:
            work, then = self.waiting.pop(0)
            result = work()
            if then:
                then(result)


def columns() -> tuple[Any, ...]:
    return (
        field_column(ACTIVITY, "reference"),
        field_column(ACTIVITY, "title", 0),
        field_column(ACTIVITY, "stage"),
        period_column("dates", "Dates", "starts_on", "ends_on"),
        conflict_column(),
    )


@pytest.fixture
def many(language: Any) -> tuple[ListModel, ManyRows, AtOnce]:
    """A model over 100,000 rows, its first rows shown."""
    source, reads = ManyRows(100_000), AtOnce()
    model = ListModel(source, reads, columns())
    model.show(ListQuery("activity"), at_once=True)
    return model, source, reads


def test_the_first_rows_are_there_before_anything_else_was_read(many: Any) -> None:
    model, source, _reads = many
    assert model.rowCount() == FIRST
    assert model.index(0, 1).data() == "Number 1"
    assert source.read == []


def test_then_all_of_them_and_any_place_costs_one_page(many: Any) -> None:
    model, source, reads = many
    reads.answer()
    assert model.rowCount() == 100_000
    assert model.index(77_777, 1).data() == "Number 77778"
    assert len(source.read) == PAGE


def test_unused_roles_read_nothing(many: Any) -> None:
    model, source, reads = many
    reads.answer()
    for role in (
        Qt.ItemDataRole.DecorationRole,
        Qt.ItemDataRole.FontRole,
        Qt.ItemDataRole.CheckStateRole,
        Qt.ItemDataRole.SizeHintRole,
    ):
        assert model.index(50_000, 1).data(role) is None
    assert source.read == []


def test_scrolling_through_all_of_it_keeps_a_bounded_number_of_pages(many: Any) -> None:
    model, _source, reads = many
    reads.answer()
    for place in range(0, 100_000, PAGE):
        model.index(place, 0).data()
    assert len(model._pages) <= 60
    assert len(model._cells) <= 60 * PAGE * len(model.columns)


def test_what_changes_while_other_columns_are_coming_does_not_lose_them(many: Any) -> None:
    model, _source, reads = many
    other = (field_column(ACTIVITY, "stage"),)
    model.show(ListQuery("activity", search="a"), columns=other)
    model.renew()
    reads.answer()
    assert model.columns == other
    assert model.rowCount() == 100_000


def test_a_late_answer_to_an_earlier_question_is_passed_over(many: Any) -> None:
    model, source, reads = many
    model.show(ListQuery("activity", search="a"))
    source.count = 3
    model.show(ListQuery("activity", search="ab"))
    late, then = reads.waiting[1]
    source.count = 50
    answer = late()
    source.count = 3
    reads.waiting.pop(1)
    reads.answer()
    then(answer)
    assert model.rowCount() == 3


def test_renewing_keeps_the_place_where_the_order_is_the_same(many: Any, qtbot: Any) -> None:
    model, _source, reads = many
    reads.answer()
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.renew()
        reads.answer()


@pytest.mark.parametrize("count", [0, 1, 150, 250])
def test_the_model_keeps_to_the_rules(count: int, qtmodeltester: Any, language: Any) -> None:
    reads = AtOnce()
    model = ListModel(ManyRows(count), reads, columns())
    qtmodeltester.check(model)
    model.show(ListQuery("activity"))
    reads.answer()
    assert model.rowCount() == count
    qtmodeltester.check(model)


def test_a_column_comes_from_any_declaration(language: Any) -> None:
    for declared in TYPES.values():
        for one in declared.fields:
            cell = field_column(declared, one.name).cell(Row(1, b"", declared.name, "", {}, 0, AT, 1))
            assert (cell.text, cell.words) == ("–", "not yet entered"), one.name
    row = (
        ManyRows(1).row(1)._replace(values={"women": 0, "title": {"fr": "Titre"}, "countries": {"SN": True}, "newsletter": False})
    )
    assert field_column(record_type("headcount"), "women").cell(row).text == "0"
    assert "Titre" in field_column(ACTIVITY, "title").cell(row).text
    assert field_column(ACTIVITY, "title").cell(row).text.endswith("(fr)")
    assert field_column(ACTIVITY, "countries").cell(row).text == "Senegal"
    assert field_column(ACTIVITY, "newsletter").cell(row).text == "No"
    assert all(field_column(ACTIVITY, one.name).sort == "" for one in ACTIVITY.fields if one.kind is Kind.CODES)


def test_a_mark_says_in_words_what_it_means(many: Any) -> None:
    model, _source, _reads = many
    index = model.index(0, 4)
    assert index.data() == "▲"
    assert "answer" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "answer" in index.data(Qt.ItemDataRole.ToolTipRole)


@pytest.mark.parametrize(
    ("code", "start", "end", "written"),
    [
        ("en", date(2026, 2, 3), date(2026, 2, 5), "3–5 Feb 2026"),
        ("en", date(2026, 2, 28), date(2026, 3, 2), "28 Feb – 2 Mar 2026"),
        ("en", date(2025, 12, 30), date(2026, 1, 2), "30 Dec 2025 – 2 Jan 2026"),
        ("en", date(2026, 2, 3), None, "3 Feb 2026 –"),
        ("zh", date(2026, 2, 3), date(2026, 2, 5), "2026年2月3日–5日"),
        ("fr", date(2026, 3, 1), date(2026, 3, 5), "1er–5 mars 2026"),
        ("fr", date(2026, 3, 31), date(2026, 6, 1), "31 mars – 1er juin 2026"),
        ("en", None, None, ""),
    ],
)
def test_a_period_is_written_short(code: str, start: Any, end: Any, written: str, use_language: Any) -> None:
    use_language(code)
    assert write_period(start, end) == written


# The view, on a real desk


def count_words(count: int) -> str:
    return f"{count} activities"


@pytest.fixture
def view(qtbot: Any, desk: Desk, records: dict[str, bytes], runner: Any, language: Any) -> ListView:
    """The list of the desk's three activities, shown."""
    made = ListView(ACTIVITY, desk, runner, columns(), ("kind", "stage", "country"), count_words)
    made.retranslate()
    qtbot.addWidget(made)
    made.search.setParent(made)
    made.start()
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def titles(view: ListView) -> list[str]:
    return [str(view.model.index(row, 1).data()) for row in range(view.model.rowCount())]


def test_typing_finds_and_enter_goes_to_what_was_found(view: ListView, records: dict[str, bytes], qtbot: Any) -> None:
    assert len(titles(view)) == 3
    with qtbot.waitSignal(view.first_shown):
        qtbot.keyClicks(view.search, "douan")
        qtbot.keyClick(view.search, Qt.Key.Key_Return)  # sooner than the answer
    assert titles(view) == ["Customs training"]
    assert view.count.text() == "1 activities"
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert opened.args == [records["workshop"]]


def test_nothing_found_says_so_and_shows_all_again(view: ListView, qtbot: Any) -> None:
    with qtbot.waitSignal(view.first_shown):
        qtbot.keyClicks(view.search, "xyzzy")
    assert view.not_found.isVisible()
    with qtbot.waitSignal(view.first_shown):
        qtbot.mouseClick(view.not_found.button, Qt.MouseButton.LeftButton)
    assert view.table.isVisible()
    assert view.search.text() == ""


def test_a_condition_is_added_and_removed(view: ListView, qtbot: Any) -> None:
    view.filters.ask("stage")
    qtbot.waitUntil(view.filters.pick.is_open)
    with qtbot.waitSignal(view.first_shown):
        qtbot.keyClicks(view.filters.pick, "compl")
        qtbot.keyClick(view.filters.pick, Qt.Key.Key_Tab)
    assert view.model.rowCount() == 1
    chip = view.filters._chips["stage"]
    assert "Completed" in chip.accessibleName()
    with qtbot.waitSignal(view.first_shown):
        qtbot.mouseClick(chip.cross, Qt.MouseButton.LeftButton)
    assert view.model.rowCount() == 3


def test_a_heading_sorts_and_turns_round(view: ListView, qtbot: Any) -> None:
    header = view.table.horizontalHeader()
    place = header.sectionViewportPosition(1) + 20
    for wanted in (sorted, lambda found: sorted(found, reverse=True)):
        with qtbot.waitSignal(view.first_shown):
            qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=header.viewport().rect().topLeft() + _at(place))
        plain = [title.strip("\u2068\u2069").split(" (")[0] for title in titles(view)]
        latin = [title for title in plain if title.isascii()]
        assert latin == list(wanted(latin))


def test_enter_opens_what_is_chosen(view: ListView, records: dict[str, bytes], qtbot: Any) -> None:
    row = next(row for row, title in enumerate(titles(view)) if title.startswith("Customs"))
    view.table.setFocus()
    view.table.selectRow(row)
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert opened.args == [records["workshop"]]


def test_a_saved_change_shows_without_losing_the_place(view: ListView, desk: Desk, records: dict[str, bytes], qtbot: Any) -> None:
    row = next(row for row, title in enumerate(titles(view)) if title.startswith("Customs"))
    view.table.setCurrentIndex(view.model.index(row, 0))
    desk.save([Edit("activity", records["workshop"], {"title": {"en": "Customs course"}}), Edit("activity", desk.new_id(), {})])
    with qtbot.waitSignal(view.model.counted):
        view.renew()
    assert view.model.rowCount() == 4
    current = view.model.row_at(view.table.currentIndex().row())
    assert current is not None
    assert current.id == records["workshop"]
    assert "Customs course" in titles(view)


@pytest.mark.parametrize("code", ["ru", "zh"])
def test_a_column_of_days_is_as_wide_as_its_days(many: Any, code: str, use_language: Any, qtbot: Any) -> None:
    narrow = (field_column(ACTIVITY, "title"), field_column(ACTIVITY, "starts_on", 4))
    table = ListTable(ListModel(many[1], many[2], narrow))
    qtbot.addWidget(table)
    table.resize(100, 100)  # far too narrow: columns give way
    use_language(code)
    longest = table.fontMetrics().horizontalAdvance(write_day(date(2026, 11, 28)))
    assert table.columnWidth(1) > longest + 2 * theme.NEAR


def test_a_switch_of_language_asks_anew(view: ListView, use_language: Any, qtbot: Any) -> None:
    use_language("fr")
    with qtbot.waitSignal(view.first_shown):
        view.retranslate()
    assert "Formation des douanes" in titles(view)


def test_the_desks_model_keeps_to_the_rules(view: ListView, qtmodeltester: Any) -> None:
    qtmodeltester.check(view.model)
    assert view.model.index(0, 0, QModelIndex()).isValid()


def _at(x: int) -> Any:
    from PySide6.QtCore import QPoint

    return QPoint(x, 8)
