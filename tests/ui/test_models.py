"""Every table model of the window under Qt's own tester: with rows, without, and all the while rows come, change and go."""

from __future__ import annotations

import pkgutil
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from importlib import import_module
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, QModelIndex, QObject, Qt, qInstallMessageHandler
from PySide6.QtTest import QAbstractItemModelTester

import ui
from baseldesk.desk.shown import HistoryLine, ListQuery, Row
from baseldesk.records.types import record_type
from baseldesk.sync.diary import Exchange
from ui.screens.exchange_diary import DiaryModel
from ui.screens.importing_preview import SheetModel as PreviewModel
from ui.screens.record_directory import DeskDirectory
from ui.screens.record_draft import Draft
from ui.screens.record_history import HistoryModel
from ui.screens.record_lines_model import LinesModel, line_columns
from ui.screens.record_sheet_model import FieldColumn, SheetModel
from ui.widgets.list_columns import Column, conflict_column, field_column, period_column, same_column
from ui.widgets.list_model import ListModel
from ui.widgets.plain_table import PlainModel, is_figures

AT = datetime(2026, 2, 3, tzinfo=UTC)
ACTIVITY = record_type("activity")
Step = Callable[[], object]
Made = tuple[QAbstractItemModel, list[Step]]


class FewRows:
    """A desk of so many activities; `count` and `first` can be changed under the model."""

    def __init__(self, count: int) -> None:
        self.count, self.first = count, 1

    def numbers(self) -> list[int]:
        """Of all of them."""
        return list(range(self.first, self.first + self.count))

    def rows(self, query: ListQuery, limit: int = 200) -> list[Row]:
        """The first ones."""
        return self.rows_by_number(query, sorted(self.numbers(), reverse=query.descending)[:limit])

    def order(self, query: ListQuery) -> array[int]:
        """All numbers."""
        return array("q", sorted(self.numbers(), reverse=query.descending))

    def rows_by_number(self, query: ListQuery, numbers: Sequence[int]) -> list[Row]:
        """Those asked for."""
        values = {"title": {"en": "Title"}, "starts_on": date(2026, 2, 3), "participants": None}
        return [
            Row(n, n.to_bytes(16, "big"), "activity", "BCRC-SEN", {**values, "reference": f"R-{n}"}, n % 2, AT, n)
            for n in numbers
        ]

    def groups(self, query: ListQuery, field: str) -> list[tuple[object, int]]:
        """None."""
        return []


class AtOnce:
    """Does the work of the runner at once, in this thread."""

    def read(self, work: Callable[..., Any], then: Callable[..., Any] | None = None) -> object:
        """Does it."""
        result = work()
        if then:
            then(result)
        return None


def make_list(owner: QObject, _context: Any) -> Made:
    source = FewRows(0)
    columns: tuple[Column, ...] = (
        field_column(ACTIVITY, "reference"), field_column(ACTIVITY, "title", 0), field_column(ACTIVITY, "planned_budget"),
        period_column("dates", "Dates", "starts_on", "ends_on"), conflict_column(), same_column(),
    )  # fmt: skip
    model = ListModel(source, AtOnce(), columns, owner)
    query = ListQuery("activity")

    def become(count: int, first: int = 1) -> None:
        source.count, source.first = count, first
        model.renew()

    def sort() -> None:
        model.show(query._replace(sort="reference", descending=True))

    return model, [
        lambda: model.show(query, at_once=True), lambda: become(450), lambda: become(450), sort, lambda: become(3),
        lambda: become(300, 7), lambda: model.show(query, columns=columns[:2]), lambda: become(0), model.retranslate,
        lambda: model.set_widths([one._replace(letters=9) for one in model.columns]), lambda: become(1),
    ]  # fmt: skip


def make_plain(owner: QObject, _context: Any) -> Made:
    model = PlainModel(2, owner)
    rows = [("Senegal", "12"), ("Togo", "1,204"), ("Mali", "")]
    return model, [lambda: model.set_rows(("Party", "Activities"), rows), lambda: model.set_rows(("Party", ""), rows[:1]),
                   lambda: model.set_rows(("", ""), [])]  # fmt: skip


def make_diary(owner: QObject, _context: Any) -> Made:
    model = DiaryModel(owner)
    lines = [
        Exchange(AT, way, "bundle", "SECRETARIAT", outcome) for way in ("out", "in") for outcome in ("done", "bundle.damaged")
    ]
    return model, [lambda: model.set_lines(lines), lambda: model.set_lines(lines[:1]), lambda: model.set_lines([])]


def make_preview(owner: QObject, _context: Any) -> Made:
    model = PreviewModel(owner)
    rows = [["Title", "Year"], ["One", 2025], ["Two"], ["Three", None, "more"]]
    return model, [
        lambda: model.show_rows(rows, 1, ["A", "B", "C"]), lambda: model.show_remarks({(1, 1): "no year", (2, -1): "left out"}),
        lambda: model.show_rows(rows, 3, ["A"]), lambda: model.show_rows([], 0, []),
        lambda: model.show_rows(rows[:1], 1, ["A", "B"]),
    ]  # fmt: skip


def drafts(count: int) -> list[Draft]:
    return [Draft(n.to_bytes(16, "big"), {"women": n, "men": None, "country": "SN"}, conflicts=n % 2) for n in range(count)]


def make_lines(owner: QObject, context: Any) -> Made:
    directory = DeskDirectory(context, owner)
    model = LinesModel(line_columns(record_type("headcount"), (), "activity", directory), owner)
    return model, [lambda: model.set_drafts(drafts(4)), model.retranslate, lambda: model.set_drafts(drafts(1)),
                   lambda: model.set_drafts([])]  # fmt: skip


def make_sheet(owner: QObject, _context: Any) -> Made:
    columns = [FieldColumn(record_type("headcount").by_name[name], 9) for name in ("women", "country")]
    model = SheetModel(columns, owner)

    def type_a_number() -> None:
        model.setData(model.index(0, 0), 5, Qt.ItemDataRole.EditRole)

    return model, [
        lambda: model.set_drafts(drafts(2)), lambda: model.set_drafts(drafts(5)), type_a_number, lambda: model.set_open(False),
        lambda: model.set_columns(columns[:1]), model.retranslate, lambda: model.set_drafts(drafts(1)),
        lambda: model.set_open(True), lambda: model.set_columns(()), lambda: model.set_drafts([]),
    ]  # fmt: skip


def make_history(owner: QObject, context: Any) -> Made:
    model = HistoryModel(ACTIVITY, DeskDirectory(context, owner), b"\0" * 16)
    line = HistoryLine(AT, b"\1" * 16, "Example officer", b"\2" * 16, "title/en", "Old", "New", b"\3")
    return model, [lambda: model.show([line, replace(line, old=None)]), model.retranslate, lambda: model.show([])]


MAKERS: dict[type[QAbstractItemModel], Callable[[QObject, Any], Made]] = {
    ListModel: make_list,
    PlainModel: make_plain,
    DiaryModel: make_diary,
    PreviewModel: make_preview,
    LinesModel: make_lines,
    SheetModel: make_sheet,
    HistoryModel: make_history,
}


def own_models(base: type = QAbstractItemModel) -> Iterator[type]:
    """The models of the window, whoever wrote them."""
    for one in base.__subclasses__():
        if one.__module__.startswith("ui."):
            yield one
        yield from own_models(one)


def test_every_model_of_the_window_is_tested_here() -> None:
    for found in pkgutil.walk_packages(ui.__path__, "ui."):
        import_module(found.name)
    assert set(own_models()) == set(MAKERS)


@pytest.mark.parametrize("kind", MAKERS, ids=lambda kind: f"{kind.__module__}.{kind.__name__}")
def test_a_model_keeps_to_the_rules_while_its_rows_come_change_and_go(kind: type, context: Any, qtlog: Any) -> None:
    owner = QObject()
    model, steps = MAKERS[kind](owner, context)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning, owner)
    for step in (None, *steps):
        if step is not None:
            step()
        read_all(model)
    assert tester.model() is model
    assert [record.message for record in qtlog.records if record.type == "WARNING"] == []


def read_all(model: QAbstractItemModel) -> None:
    """Every cell and heading in every role that a view or a screen reader asks for; nothing is asked of what is not there."""
    for row in range(min(model.rowCount(), 5)):
        for column in range(model.columnCount()):
            texts = {
                role: model.index(row, column).data(role)
                for role in Qt.ItemDataRole
                if role.value < Qt.ItemDataRole.UserRole.value
            }
            assert isinstance(texts[Qt.ItemDataRole.DisplayRole], str | None)
    for orientation, count in (
        (Qt.Orientation.Horizontal, model.columnCount()),
        (Qt.Orientation.Vertical, min(model.rowCount(), 5)),
    ):
        for section in range(-1, count + 1):
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.TextAlignmentRole, Qt.ItemDataRole.AccessibleTextRole):
                model.headerData(section, orientation, role)
    assert not model.index(model.rowCount(), 0).isValid()
    assert not model.columnCount() or not model.rowCount() or model.rowCount(model.index(0, 0)) == 0


class Lying(QAbstractTableModel):
    """Takes a row away without a word."""

    rows = 2

    def rowCount(self, parent: Any = QModelIndex()) -> int:  # noqa: B008
        """So many."""
        return 0 if parent.isValid() else self.rows

    def columnCount(self, parent: Any = QModelIndex()) -> int:  # noqa: B008
        """One."""
        return 0 if parent.isValid() else 1

    def data(self, index: Any, role: int = 0) -> object:
        """Nothing."""
        return None


def test_the_tester_hears_a_model_that_lies(qapp: object) -> None:
    model, heard = Lying(), []
    before = qInstallMessageHandler(lambda _kind, _where, message: heard.append(message))
    try:
        tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
        model.beginInsertRows(QModelIndex(), 2, 2)
        model.endInsertRows()  # without a row
    finally:
        qInstallMessageHandler(before)
    assert tester.model() is model
    assert any("FAIL" in message for message in heard)


@pytest.mark.parametrize(
    ("texts", "are"),
    [(["12", "1,204", "–"], True), (["١٢", "٣"], True), (["–", ""], False), (["3 Feb"], False), (["2026年"], False), ([], False)],
)
def test_a_column_of_numbers_is_known_by_its_words(texts: list[str], are: bool) -> None:
    assert is_figures(texts) is are
