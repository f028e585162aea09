"""The doors to help: F1, the rail and «Find anything» come through here. Nothing of it is loaded before the first of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from baseldesk.help import INDEX, PAGES, read_page
from baseldesk.i18n import _, current
from ui.help_guide import QuickGuide
from ui.help_window import CONTENTS, SEARCH, HelpWindow

__all__ = ["CONTENTS", "SEARCH", "HelpWindow", "help_entries", "open_entry", "show_help"]

if TYPE_CHECKING:
    from ui.screens import Context


def show_help(widget: QWidget, target: str = INDEX, context: Context | None = None) -> HelpWindow:
    """Opens help beside the window that a widget belongs to, on this page: «exchange», «exchange#take-in», or «contents:».

    Args:
        context: of the main window; without it the quick guide is not offered.
    """
    top = widget.window()
    owner = top.parentWidget() if isinstance(top, HelpWindow) else top
    found = owner.findChild(HelpWindow, options=Qt.FindChildOption.FindDirectChildrenOnly) if owner else None
    shown = found or HelpWindow(owner or top, context)
    shown.go(target)
    shown.appear()
    return shown


def help_entries() -> list[tuple[str, str]]:
    """The contents and all pages, each with its title in the language in use and what `show_help` takes for it."""
    return [(_("Contents"), CONTENTS), *((read_page(name, current().language).title, name) for name in PAGES)]


def open_entry(kind: str, name: str, window: QWidget, context: Context) -> None:
    """Does what was found: a «page» is shown, the «guide» made to «print» or «save» it."""
    if kind == "page":
        show_help(window, name, context)
        return
    guide = window.findChild(QuickGuide, options=Qt.FindChildOption.FindDirectChildrenOnly) or QuickGuide(context, window)
    guide.print() if name == "print" else guide.save()
