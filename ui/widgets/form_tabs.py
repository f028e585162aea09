"""The pages of a form behind their tabs; a screen may add pages of its own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QTabWidget, QWidget

from baseldesk.i18n import _
from ui import theme
from ui.widgets.form_page import FormPage
from ui.widgets.tab_order import order_stops

_LINES = 13  # of text, that a page is high where room is short


class FormTabs(QTabWidget):
    """One tab for each page; none is shown where there is only one."""

    def __init__(self, pages: Sequence[FormPage], parent: QWidget) -> None:
        super().__init__(parent)
        self._pages = pages
        self.setDocumentMode(True)
        self.setTabBarAutoHide(True)
        theme.size(self.tabBar(), 0.92)  # so that nine tabs fit the smallest window in Russian
        for page in pages:
            self.addTab(page, "")

    def sizeHint(self) -> QSize:
        """High enough to work in, and no higher: the pages scroll, and the screen round them only where even that has no room."""
        least = super().minimumSizeHint().height()
        return QSize(super().sizeHint().width(), max(least, _LINES * self.fontMetrics().lineSpacing()))

    def page_of(self, name: str) -> FormPage | None:
        """The page that a field stands on."""
        return next((page for page in self._pages if page.holds(name)), None)

    def show_place_of(self, widget: QWidget) -> None:
        """Shows the tab that a widget stands on."""
        for at in range(self.count()):
            page = self.widget(at)
            if page is widget or (page is not None and page.isAncestorOf(widget)):
                self.setCurrentIndex(at)

    def order_stops(self, before: Sequence[QWidget]) -> None:
        """Makes Tab go in reading order: the tabs, what stands elsewhere on the screen, the pages."""
        order_stops([self.tabBar(), *before])
        for page in self._pages:
            page.order_tabs()

    def retranslate(self) -> None:
        """Sets every text of the form's own pages anew."""
        for page in self._pages:
            page.retranslate()
            self.setTabText(self.indexOf(page), _(page.page.title))
