"""Wrong input in every kind of field: said at the field in plain words, heard with it, counted, and gone to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from baseldesk.desk.desk import Desk
from baseldesk.records.types import record_type
from baseldesk.records.values import LONGEST_TEXT
from ui import layouts
from ui.screens.activities_record import ActivityScreen
from ui.widgets.form import Form
from ui.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support (raise\(\)|grabbing the keyboard)")

STOPS = [  # type, what stands in the form, field, words
    ("activity", {"starts_on": "31/31"}, "starts_on", "“31/31” is not a date"),
    ("activity", {"starts_on": date(2026, 2, 3), "ends_on": date(2026, 1, 3)}, "ends_on", "before the start"),
    ("activity", {"planned_budget": "many"}, "planned_budget", "“many” is not a number"),
    ("activity", {"countries": {"SN": Decimal(70), "ML": Decimal(60)}}, "countries", "add up to 130 %"),
    ("activity", {"countries": {"SN": Decimal(-5)}}, "countries", "less than zero"),
    ("activity", {"venue": "é" * (LONGEST_TEXT // 2 + 1)}, "venue", "too long"),
    ("headcount", {"women": "3.5"}, "women", "not a whole number"),
    ("headcount", {"women": -1}, "women", "less than zero"),
    ("payment", {"rate": Decimal(0)}, "rate", "more than zero"),
    ("waste_figure", {"quantity": "a lot"}, "quantity", "not a number"),
]
DOUBTS = [
    ("contribution", {"amount": Decimal(100)}, "currency", "Which currency"),
    ("activity", {"planned_budget": Decimal(100)}, "planned_currency", "Which currency"),
    ("contact", {"email": "awa.diop"}, "email", "does not look like an e-mail address"),
    ("partner", {"website": "ministry of the environment"}, "website", "address of a website"),
    ("activity", {"starts_on": date(206, 2, 3)}, "starts_on", "The year 206"),
]


@pytest.fixture(scope="module")
def forms() -> Iterator[dict[str, Form]]:
    """A form of each type, made once."""
    made: dict[str, Form] = {}
    yield made
    for form in made.values():
        form.deleteLater()


def filled(forms: dict[str, Form], qtbot: Any, kind: str, values: dict[str, Any]) -> Form:
    """An empty form of this type in which somebody entered these values."""
    if kind not in forms:
        forms[kind] = Form(record_type(kind), layouts.pages(kind))
    form = forms[kind]
    form.load(None)
    form.put(values)
    form.check()
    return form


@pytest.mark.parametrize(("kind", "values", "name", "words"), STOPS)
def test_what_cannot_be_saved_is_said_at_its_field(
    kind: str, values: dict[str, Any], name: str, words: str, forms: dict[str, Form], qtbot: Any, language: Any
) -> None:
    form = filled(forms, qtbot, kind, values)
    assert [one.field for one in form.problems()] == [name]
    frame = form.frames[name]
    assert words in frame.note.text()
    assert not frame.note.isHidden()
    assert words in frame.editor.entry.accessibleDescription()


@pytest.mark.parametrize(("kind", "values", "name", "words"), DOUBTS)
def test_what_is_probably_a_slip_is_said_and_keeps_nobody_from_saving(
    kind: str, values: dict[str, Any], name: str, words: str, forms: dict[str, Form], qtbot: Any, language: Any
) -> None:
    form = filled(forms, qtbot, kind, values)
    assert form.problems() == []
    assert words in form.frames[name].note.text()
    assert words in form.frames[name].editor.entry.accessibleDescription()


def test_what_looks_right_is_not_doubted(forms: dict[str, Form], qtbot: Any, language: Any) -> None:
    form = filled(forms, qtbot, "contact", {"email": "awa.diop+basel@environnement.gouv.sn"})
    assert form.frames["email"].note.isHidden()
    for website in ("https://www.basel.int", "basel.int/Countries", "منظمة.شبكة"):
        form = filled(forms, qtbot, "partner", {"website": website})
        assert form.frames["website"].note.isHidden(), website


def test_saving_with_errors_says_how_many_and_goes_from_one_to_the_next(window: MainWindow, desk: Desk, qtbot: Any) -> None:
    window.places.show_new("activity")
    screen: Any = window.places.here
    assert isinstance(screen, ActivityScreen)
    screen.form.put({"title": {"en": "Workshop"}, "planned_budget": "many", "starts_on": "31/31"})
    qtbot.keyClicks(screen.headcount.editors["women"].line, "some")
    screen.people.take(screen.people.begun({"men": -4, "country": "SN"}))
    screen.save()
    assert not screen.saving.is_running
    assert screen.banner.text.text().startswith("4 places need correcting")
    assert screen.form.editors["starts_on"].entry.hasFocus()
    seen = [_focused(screen)]
    for _step in range(3):
        qtbot.mouseClick(screen.banner.action, Qt.MouseButton.LeftButton)
        seen.append(_focused(screen))
    assert seen == ["field_starts_on", "field_planned_budget", "field_women", "headcount_table"]
    assert "less than zero" in screen.people.said.text()
    screen.form.put({"planned_budget": Decimal(5), "starts_on": date(2026, 2, 3)})
    screen.headcount.editors["women"].put(None)
    screen.people.take(screen.people.drafts()[0].with_changes({**screen.people.drafts()[0].changes, "men": 4}, None))
    screen.form.check()
    assert screen.banner.isHidden()


def _focused(screen: ActivityScreen) -> str:
    """The named widget that has the focus."""
    here: QWidget | None = screen.focusWidget()
    while here is not None and not here.objectName().startswith(("field_", "headcount_table")):
        here = here.parentWidget()
    return here.objectName() if here else ""
