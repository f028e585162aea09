"""What the pictures show: every place, every tab of an activity, the dialogs, and the window where something went wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QTableView, QTabWidget, QWidget

from baseldesk.errors import DeskError
from tests.ui.reference.example import identity
from tests.ui.reference.stage import Stage
from ui import screens
from ui.screens import Place

Show = Callable[[Stage], QWidget | None]
TABS = 10  # of an activity
ONLY_THERE = ("party_list", "party", "directory_partner_list", "directory_partner")
SECRETARIAT = ("home", "todo", "activities", "activity", "partners", "exchange", "computers", "submission_list", *ONLY_THERE)


@dataclass(frozen=True)
class Scene:
    """A picture: its name, and how one gets there; what is shown is a dialog, else the window."""

    name: str
    show: Show


def all_scenes() -> list[Scene]:
    """Every one of them, in the order in which they are taken."""
    return [*_places(), *_tabs(), *_dialogs(), *_troubles()]


def secretariat_scenes() -> list[Scene]:
    """What looks otherwise at the secretariat, and the dialog in which it remarks."""
    found = {place.name: place for place in screens.PLACES}
    shown = [found[name] for name in SECRETARIAT]
    named = [Scene(f"secretariat-{one.name}", partial(_go_record if one.record else _go, place=one)) for one in shown]
    return [*named, Scene("secretariat-remark", _remark)]


def _places() -> Iterator[Scene]:
    for place in screens.PLACES:
        if place.name not in ("conflict", *ONLY_THERE):
            yield Scene(place.name, partial(_go_record if place.record else _go, place=place))


def _go(stage: Stage, place: Place) -> None:
    stage.go(place.name)


def _go_record(stage: Stage, place: Place) -> None:
    """A record of the example; an empty form where it has none."""
    records = sorted(row.id for row in stage.desk.find(place.record))
    if place.record in ("activity", "partner"):
        stage.go(place.name, id=identity(place.record, 0))
    elif records:
        stage.go(place.name, id=records[0])
    else:
        stage.go(place.name, new=True, values={})


def _tabs() -> Iterator[Scene]:
    for number in range(1, TABS):
        yield Scene(f"activity-{number + 1:02}", partial(_show_tab, number=number))


def _show_tab(stage: Stage, number: int) -> None:
    tabs = stage.go("activity", id=identity("activity", 0)).findChild(QTabWidget)
    assert tabs is not None
    assert tabs.count() >= TABS
    tabs.setCurrentIndex(number)


def _dialogs() -> Iterator[Scene]:
    for name, show in (
        ("palette", _palette), ("help", _help), ("columns", _columns), ("change-many", _change_many), ("unsaved", _unsaved),
        ("key-on-paper", _recovery_guide), ("selected", _selected), ("filtered", _filtered), ("nothing-found", _nothing_found),
        ("grouped", _grouped), ("keep-view", _keep_view), ("licences", _licences), ("new-activity", _new_activity),
    ):  # fmt: skip
        yield Scene(name, show)


def _palette(stage: Stage) -> QWidget:
    from ui.palette import Palette

    stage.go("home")
    stage.window.find_anything()
    shown = stage.dialog(Palette)
    assert isinstance(shown, Palette)
    shown.line.setText("PCB")
    return shown


def _help(stage: Stage) -> QWidget:
    from ui.help import HelpWindow, show_help

    stage.go("exchange")
    show_help(stage.window, "exchange", stage.window.context)
    return stage.dialog(HelpWindow)


def _columns(stage: Stage) -> QWidget:
    from ui.screens.views_dialogs import ColumnsDialog

    stage.go("activities").views.ask_columns()  # type: ignore[attr-defined]
    return stage.dialog(ColumnsDialog)


def _change_many(stage: Stage) -> QWidget:
    from ui.screens.change_many import ChangeManyDialog

    stage.go("activities")
    ids = [identity("activity", number) for number in range(3)]
    ChangeManyDialog(stage.window.context, "activity", ids, stage.window).open()
    return stage.dialog(ChangeManyDialog)


def _unsaved(stage: Stage) -> QWidget:
    from PySide6.QtWidgets import QMessageBox

    from ui.boxes import ask_unsaved

    stage.go("home")
    ask_unsaved(stage.window, _do_nothing, _do_nothing, _do_nothing)
    return stage.dialog(QMessageBox)


def _recovery_guide(stage: Stage) -> QWidget:
    from baseldesk.sync.sealing import RECOVERY
    from ui.screens.computers_recovery import RecoveryGuide

    here = stage.go("computers")
    RecoveryGuide(stage.window.context, here.volumes, RECOVERY, (1, 1), stage.window).open()  # type: ignore[attr-defined]
    return stage.dialog(RecoveryGuide)


def _keep_view(stage: Stage) -> QWidget:
    from ui.screens.views_dialogs import NameDialog

    here = stage.go("partners")
    NameDialog(here).ask("", ["Trainings of this year"])
    return stage.dialog(NameDialog)


def _licences(stage: Stage) -> QWidget:
    from ui.screens.settings_about import LicencesDialog

    stage.go("settings")
    LicencesDialog(stage.window).open()
    return stage.dialog(LicencesDialog)


def _new_activity(stage: Stage) -> None:
    """An empty form."""
    here = stage.go("activity", new=True, values={"kind": "AK-TRAIN"})
    here.focus_first()


def _remark(stage: Stage) -> QWidget:
    from ui.screens.remarks_dialog import RemarkDialog

    here = stage.go("activity", id=identity("activity", 0))
    RemarkDialog(
        stage.window.context,
        here.declared,
        identity("activity", 0),
        "title",
        here.directory,
        stage.window,  # type: ignore[attr-defined]
    ).open()
    return stage.dialog(RemarkDialog)


def _do_nothing() -> None:
    """Nobody answers."""


def _selected(stage: Stage) -> None:
    table = _list(stage)
    for row in (1, 2, 4):
        table.selectionModel().select(
            table.model().index(row, 0), table.selectionModel().SelectionFlag.Select | table.selectionModel().SelectionFlag.Rows
        )
    table.setFocus()


def _filtered(stage: Stage) -> None:
    stage.go("activities", where={"stage": ("completed",), "kind": ("AK-TRAIN",)})


def _nothing_found(stage: Stage) -> None:
    """By a condition: the cross in the search field comes and goes with a play of its own."""
    stage.go("activities", where={"stage": ("cancelled",)})


def _grouped(stage: Stage) -> None:
    _list(stage)
    here = stage.window.places.here
    assert here is not None
    here.list.group_by("country")  # type: ignore[attr-defined]


def _list(stage: Stage) -> QTableView:
    found = stage.go("activities", where={}).findChild(QTableView, "activity_table")
    assert isinstance(found, QTableView)
    return found


def _troubles() -> Iterator[Scene]:
    yield Scene("conflict", _conflict)
    yield Scene("error", _error)


def _conflict(stage: Stage) -> None:
    stage.go("conflict", kind="activity", id=identity("activity", 3), register="title/en")


def _error(stage: Stage) -> None:
    here = stage.go("partners")
    here.show_error(DeskError("desk.busy"), _do_nothing)
