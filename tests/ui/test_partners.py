"""Partners, used as a person uses them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Edit
from baseldesk.records.field import Scope
from baseldesk.records.identity import derived_id
from baseldesk.records.types import record_type
from ui.screens.activities_record import ActivityScreen
from ui.screens.partners import PartnersScreen
from ui.screens.partners_record import PartnerScreen
from ui.screens.record_dialog import LineDialog
from ui.screens.record_personal import EraseGuide
from ui.screens.typed_record import TypedRecordScreen
from ui.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support (raise\(\)|grabbing the keyboard)")


@pytest.fixture
def show(window: MainWindow, qtbot: Any) -> Callable[[bytes], PartnerScreen]:
    """Opens a partner and waits until it stands there."""

    def show(record: bytes) -> PartnerScreen:
        window.places.show_record("partner", record)
        screen = window.places.here
        assert isinstance(screen, PartnerScreen)
        qtbot.waitUntil(lambda: screen.form.shown is not None and screen.form.shown.id == record)
        return screen

    return show


def save(screen: PartnerScreen, qtbot: Any) -> None:
    """Clicks Save and waits for the word that it is saved."""
    with qtbot.waitSignal(screen.context.window.said, check_params_cb=lambda text: text == "Saved."):
        qtbot.mouseClick(screen.save_button, Qt.MouseButton.LeftButton)


def test_an_empty_list_says_what_to_do_first(window: MainWindow, qtbot: Any) -> None:
    window.show_screen("partners")
    screen = window.places.here
    assert isinstance(screen, PartnersScreen)
    assert screen.list.nothing.isVisible()
    qtbot.mouseClick(screen.list.nothing.button, Qt.MouseButton.LeftButton)
    assert isinstance(window.places.here, PartnerScreen)
    assert window.places.here.title() == "New partner"


def test_a_partner_is_typed_and_saved_and_the_list_hears_of_it(window: MainWindow, desk: Desk, qtbot: Any) -> None:
    window.show_screen("partners")
    listed = window.places.here
    assert isinstance(listed, PartnersScreen)
    qtbot.mouseClick(listed.new_button, Qt.MouseButton.LeftButton)
    screen = window.places.here
    assert isinstance(screen, PartnerScreen)
    qtbot.keyClicks(screen.form.editors["name"].text, "World Health Organization")
    qtbot.keyClicks(screen.form.editors["acronym"].entry, "WHO")
    qtbot.keyClicks(screen.form.editors["stakeholder_kind"].entry, "united")
    qtbot.keyClick(screen.form.editors["stakeholder_kind"].entry, Qt.Key.Key_Tab)
    save(screen, qtbot)
    assert screen.title().replace("\u2068", "").replace("\u2069", "") == "WHO · World Health Organization"
    assert desk.record("partner", screen.record_id).values == {  # type: ignore[union-attr]
        "name": {"en": "World Health Organization"}, "acronym": "WHO", "stakeholder_kind": "SK-UN", "status": "prospect",
    }  # fmt: skip
    window.places.back()
    assert window.places.here is listed
    qtbot.waitUntil(lambda: listed.list.model.rowCount() == 1 and listed.list.table.isVisible())
    assert listed.list.model.index(0, 0).data() == "World Health Organization"


def test_contacts_are_entered_here_and_never_leave_the_centre(
    show: Any, desk: Desk, records: dict[str, bytes], qtbot: Any
) -> None:
    screen = show(records["unitar"])
    screen.form.tabs.setCurrentWidget(screen.contacts)
    qtbot.mouseClick(screen.contacts.add_button, Qt.MouseButton.LeftButton)
    dialog = screen.window().findChild(LineDialog)
    qtbot.keyClicks(dialog.form.editors["person"].entry, "A. Person")
    qtbot.mouseClick(dialog.take_button, Qt.MouseButton.LeftButton)
    assert "never leave" in screen.contacts.note.text()
    save(screen, qtbot)
    (row,) = desk.find("contact", partner=records["unitar"])
    assert row.values["person"] == "A. Person"
    assert record_type("contact").scope is Scope.CENTRE
    with desk.read() as reader:
        audiences = {found[0] for found in reader.rows("SELECT audience FROM chain")}
        written = reader.rows("SELECT c.audience FROM chain c JOIN change ch ON ch.chain = c.n ORDER BY ch.n DESC LIMIT 1")
    assert f"centre/{desk.owner}" in audiences
    assert written == [(f"centre/{desk.owner}",)]


def test_its_activities_are_listed_and_opened(
    show: Any, window: MainWindow, desk: Desk, records: dict[str, bytes], qtbot: Any
) -> None:
    link = derived_id(desk.owner, "activity_partner", records["workshop"], records["unitar"], "technical")
    desk.save(
        [Edit("activity_partner", link, {"activity": records["workshop"], "partner": records["unitar"], "role": "technical"})]
    )
    screen = show(records["unitar"])
    screen.form.tabs.setCurrentWidget(screen.activities)
    assert screen.activities.model.index(0, 0).data() == "Customs training"
    assert not screen.activities.add_button.isVisible()
    screen.activities.table.selectRow(0)
    qtbot.keyClick(screen.activities.table, Qt.Key.Key_Return)
    here = window.places.here
    assert isinstance(here, ActivityScreen)
    qtbot.waitUntil(lambda: here.form.shown is not None and here.form.shown.id == records["workshop"])


def test_a_partner_who_has_not_come_yet_is_named_as_such(
    window: MainWindow, desk: Desk, records: dict[str, bytes], qtbot: Any
) -> None:
    gone = desk.new_id()
    link = derived_id(desk.owner, "activity_partner", records["workshop"], gone, "host")
    desk.save([Edit("activity_partner", link, {"activity": records["workshop"], "partner": gone, "role": "host"})])
    window.places.show_record("activity", records["workshop"])
    screen = window.places.here
    assert isinstance(screen, ActivityScreen)
    qtbot.waitUntil(lambda: screen.partners.model.rowCount() == 1)
    assert screen.partners.model.index(0, 0).data() == "Partner not received yet"


@pytest.fixture
def contact(desk: Desk, records: dict[str, bytes]) -> bytes:
    """A person at the partner."""
    made = desk.new_id()
    values = {"partner": records["unitar"], "person": "Jane Forgotten", "email": "jane@example.org"}
    desk.save([Edit("contact", made, values)])
    return made


def choose_erasing(screen: PartnerScreen, qtbot: Any) -> EraseGuide:
    screen.form.tabs.setCurrentWidget(screen.contacts)
    screen.contacts.table.selectRow(0)
    qtbot.mouseClick(screen.contacts.erase_button, Qt.MouseButton.LeftButton)
    (guide,) = screen.window().findChildren(EraseGuide)
    qtbot.waitUntil(guide.isVisible)
    return guide


def test_erasing_names_what_is_destroyed_and_asks_twice(
    show: Any, desk: Desk, records: dict[str, bytes], contact: bytes, qtbot: Any
) -> None:
    screen = show(records["unitar"])
    guide = choose_erasing(screen, qtbot)
    said = " ".join(label.text() for label in guide.step.findChildren(QLabel))
    assert "Jane Forgotten" in said
    assert "jane@example.org" in said
    qtbot.mouseClick(guide.main_button, Qt.MouseButton.LeftButton)
    assert "Jane Forgotten" in guide.heading.text()
    assert "cannot be undone" in guide.sentence.text()
    assert not guide.main_button.isEnabled()
    qtbot.mouseClick(guide.main_button, Qt.MouseButton.LeftButton)
    assert desk.record("contact", contact).values["person"] == "Jane Forgotten"  # type: ignore[union-attr]
    qtbot.keyClick(guide.step.findChild(QCheckBox, "erase_understood"), Qt.Key.Key_Space)
    with qtbot.waitSignal(guide.erased):
        qtbot.mouseClick(guide.main_button, Qt.MouseButton.LeftButton)
    held = desk.record("contact", contact)
    assert held is not None
    assert "person" not in held.values
    assert screen.contacts.model.rowCount() == 0


def test_escape_erases_nothing(show: Any, desk: Desk, records: dict[str, bytes], contact: bytes, qtbot: Any) -> None:
    guide = choose_erasing(show(records["unitar"]), qtbot)
    qtbot.mouseClick(guide.main_button, Qt.MouseButton.LeftButton)
    qtbot.keyClick(guide.step.findChild(QCheckBox, "erase_understood"), Qt.Key.Key_Space)
    qtbot.keyClick(guide, Qt.Key.Key_Escape)
    assert not guide.isVisible()
    assert desk.record("contact", contact).values["person"] == "Jane Forgotten"  # type: ignore[union-attr]


def test_a_line_that_is_not_saved_yet_is_not_erased(
    show: Any, desk: Desk, records: dict[str, bytes], contact: bytes, qtbot: Any
) -> None:
    screen = show(records["unitar"])
    screen.form.tabs.setCurrentWidget(screen.contacts)
    screen.contacts.table.selectRow(0)
    screen.contacts.take(screen.contacts.chosen().with_changes({"phone": "1"}, None))
    screen.contacts.table.selectRow(0)
    with qtbot.waitSignal(screen.context.window.said, check_params_cb=lambda text: text.startswith("Save the record first")):
        qtbot.mouseClick(screen.contacts.erase_button, Qt.MouseButton.LeftButton)
    assert screen.window().findChildren(EraseGuide) == []


def test_only_lists_of_people_offer_to_erase(show: Any, records: dict[str, bytes]) -> None:
    screen = show(records["unitar"])
    assert hasattr(screen.contacts, "erase_button")
    assert not hasattr(screen.contributions, "erase_button")


def test_a_new_record_begins_with_the_partner_in_it(
    show: Any, window: MainWindow, desk: Desk, records: dict[str, bytes], qtbot: Any
) -> None:
    screen = show(records["unitar"])
    qtbot.mouseClick(screen.partnerships.new_button, Qt.MouseButton.LeftButton)
    agreement = window.places.here
    assert isinstance(agreement, TypedRecordScreen)
    (part,) = agreement.lists["partnership_partner"].drafts()
    assert part.values["partner"] == records["unitar"]
    assert not agreement.has_unsaved()
    agreement.form.put({"title": {"en": "Memorandum"}})
    with qtbot.waitSignal(window.places.said, check_params_cb=lambda text: text == "Saved."):
        agreement.save()
    (link,) = desk.find("partnership_partner", partner=records["unitar"])
    assert link.values["partnership"] == agreement.record_id
    window.places.back()
    qtbot.waitUntil(lambda: screen.partnerships.model.rowCount() == 1)
    assert screen.partnerships.model.index(0, 0).data() == "Memorandum"
    screen.activities.new_button.menu().actions()[0].trigger()
    activity = window.places.here
    assert isinstance(activity, ActivityScreen)
    (part,) = activity.lists["activity_partner"].drafts()
    assert (part.values["partner"], part.values["role"]) == (records["unitar"], "funding")
    assert not activity.has_unsaved()
