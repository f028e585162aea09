"""Which page of help belongs to where a person is: to the widget in focus, else to the tab, else to the screen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QListWidget, QWidget

from baseldesk.help import INDEX, PAGES, read_page, split_target
from ui import screens
from ui.screens import Screen
from ui.widgets.form_page import FormPage
from ui.widgets.form_tabs import FormTabs

# Screens whose page is called otherwise. Those that are not named and have no page of their name go by their place in the rail.
_SCREENS = {
    "partner": "partners#record", "contribution": "funding", "result": "results", "submission": "submissions",
    "submission_list": "submissions", "reporting_call_list": "submissions#calls", "reporting_call": "submissions#calls",
    "partnership_list": "cooperation#partnership", "partnership": "cooperation#partnership",
    "interaction_list": "cooperation#interaction", "interaction": "cooperation#interaction",
    "opportunity_list": "cooperation#opportunity", "opportunity": "cooperation#opportunity",
    "feedback_list": "cooperation#feedback", "feedback": "cooperation#feedback",
    "centre_year_list": "funding#years", "centre_year": "funding#years",
    "waste_figure_list": "results#waste", "waste_figure": "results#waste",
    "follow_up_list": "todo#follow-ups", "follow_up": "todo#follow-ups", "who": "settings#people", "calendar": "plan",
}  # fmt: skip
# Parts of a screen, by their object names or how those begin: the nearest one round the widget in focus counts.
_PARTS = {
    "hand_over": "exchange#hand-over", "take_in": "exchange#take-in", "peers": "exchange#peers", "register": "computers#register",
    "chip_": "activity#languages", "step_": "activity#stage", "filter_button": "activities#find", "condition_": "activities#find",
}  # fmt: skip
# Tabs of a record, by the page of the form or the list that stands in them.
_TABS = {"short": "short", "participant": "people", "headcount": "people", "document": "people", "history": "history"}
# Dialogs, by the names of their classes.
DIALOGS = {
    "FirstRun": "first-run", "Trouble": "first-run#earlier",
    "MailGuide": "exchange#hand-over", "WriteGuide": "exchange#hand-over", "CoverDialog": "exchange#hand-over",
    "AcknowledgeGuide": "exchange#take-in", "AgainGuide": "exchange#wrong",
    "RegisterGuide": "computers#register", "AcceptGuide": "computers#register", "SignGuide": "computers",
    "RotateGuide": "computers#keys", "RecoveryGuide": "computers#keys", "StoreGuide": "computers#keys",
    "LostGuide": "computers#lost", "RescueGuide": "computers#lost", "RevokeGuide": "computers#lost",
    "EraseGuide": "people#personal", "PhotographGuide": "activity#people", "FormDialog": "activity#short",
    "RemarkDialog": "activity#history", "JoinDialog": "partners#twice", "ChangeManyDialog": "activities#many",
    "ColumnsDialog": "activities#arrange", "NameDialog": "activities#arrange", "ArrangeDialog": "reports#arrange",
    "ActDialog": "submissions", "LicencesDialog": "settings",
}  # fmt: skip
_SECTIONS = {"backup": "backup#backup", "protection": "backup#protection", "keys": "computers#keys"}  # of the settings


def target_of(screen: Screen | None, focus: QWidget | None) -> str:
    """The page, and the place in it, to be shown: «activity#people»."""
    if screen is None:
        return INDEX
    return part_of(focus, screen) or _tab_of(screen) or _section_of(screen) or screen_target(screen.name)


def dialog_target(dialog: QDialog) -> str:
    """The page of a dialog: that of its class, or of the one it was made from."""
    return next((DIALOGS[one.__name__] for one in type(dialog).__mro__ if one.__name__ in DIALOGS), INDEX)


def screen_target(name: str) -> str:
    """The page of a screen."""
    if name in _SCREENS or name in PAGES:
        return _SCREENS.get(name, name)
    within = next((one.within for one in screens.PLACES if one.name == name), "")
    return screen_target(within) if within else INDEX


def part_of(widget: QWidget | None, end: QWidget) -> str:
    """What the nearest named part round a widget has as its page; "" where there is none up to `end`."""
    while widget is not None and widget is not end:
        name = widget.objectName()
        if name in _PARTS:
            return _PARTS[name]
        if found := next((page for part, page in _PARTS.items() if part.endswith("_") and name.startswith(part)), ""):
            return found
        widget = widget.parentWidget()
    return ""


def _tab_of(screen: Screen) -> str:
    """The place in the page of a record that its open tab belongs to."""
    tabs = screen.findChild(FormTabs)
    shown = tabs.currentWidget() if tabs is not None else None
    if shown is None:
        return ""
    page = split_target(screen_target(screen.name))[0]
    names = [shown.page.name] if isinstance(shown, FormPage) else [one.objectName() for one in shown.findChildren(QWidget)]
    anchors = (_TABS.get(name.removesuffix("_table").removeprefix("lines_")) for name in names)
    return next((f"{page}#{anchor}" for anchor in anchors if anchor in read_page(page, "en").anchors), "")


def _section_of(screen: Screen) -> str:
    """The place for the section of the settings that is open."""
    shown = screen.findChild(QListWidget, "settings_sections")
    name = str(shown.currentItem().data(Qt.ItemDataRole.UserRole)) if shown is not None and shown.currentItem() else ""
    return _SECTIONS.get(name) or (f"settings#{name}" if name in read_page("settings", "en").anchors else "")
