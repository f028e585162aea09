"""Which page of help belongs to where a person is: to the widget in focus, else to the tab, else to the screen."""

from __future__ import annotations

from PySide6.QtWidgets import QTabWidget, QWidget

from baseldesk.help import INDEX, PAGES, read_page
from ui import screens
from ui.screens import Screen

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
    "follow_up_list": "todo#follow-ups", "follow_up": "todo#follow-ups", "who": "settings#people",
}  # fmt: skip
# Parts of a screen, by their object names: the nearest one round the widget in focus counts.
_PARTS = {
    "hand_over": "exchange#hand-over", "take_in": "exchange#take-in", "peers": "exchange#peers", "register": "computers#register",
    "backup_card": "backup#backup", "encryption_card": "backup#protection", "updates_card": "settings#updates",
    "language_chips": "activity#languages", "stepper": "activity#stage", "filter_bar": "activities#find",
}  # fmt: skip
# Tabs of a record, by the page of the form or the list that stands in them.
_TABS = {"short": "short", "participant": "people", "headcount": "people", "document": "people", "history": "history"}


def target_of(screen: Screen | None, focus: QWidget | None) -> str:
    """The page, and the place in it, to be shown: «activity#people»."""
    if screen is None:
        return INDEX
    return part_of(focus, screen) or _tab_of(screen) or screen_target(screen.name)


def screen_target(name: str) -> str:
    """The page of a screen."""
    if name in _SCREENS or name in PAGES:
        return _SCREENS.get(name, name)
    within = next((one.within for one in screens.PLACES if one.name == name), "")
    return screen_target(within) if within else INDEX


def part_of(widget: QWidget | None, end: QWidget | None = None) -> str:
    """What the nearest named part round a widget has as its page; "" where there is none up to `end`."""
    while widget is not None and widget is not end:
        if found := _PARTS.get(widget.objectName()):
            return found
        widget = widget.parentWidget()
    return ""


def _tab_of(screen: Screen) -> str:
    """The place in the page of a record that its open tab belongs to."""
    tabs = screen.findChild(QTabWidget)
    if tabs is None or screen.name != "activity" or tabs.currentWidget() is None:
        return ""
    shown = tabs.currentWidget()
    names = [shown.objectName(), *(child.objectName() for child in shown.findChildren(QWidget) if child.objectName())]
    for name in names:
        anchor = _TABS.get(name.removesuffix("_table"))
        if anchor in read_page(screen.name, "en").anchors:
            return f"{screen.name}#{anchor}"
    return ""
