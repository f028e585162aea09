"""Settings: sections at the leading side, a search over all of them, and every choice at work at once, and to be undone."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from baseldesk.i18n import N_, _
from ui import theme
from ui.screens import Context, Screen
from ui.screens.settings_entries import ENTRIES, find_entries
from ui.screens.settings_index import SectionList
from ui.screens.settings_page import SectionPage, stops_of
from ui.screens.settings_pages import make_page
from ui.screens.settings_undo import UndoLine
from ui.widgets.empty import Empty
from ui.widgets.scrolled import scrolled
from ui.widgets.tab_order import order_stops

_NARROW = 92  # letters; below that the sections stand in one line
_NOTHING = N_("No setting has these words. Try another word for it, or fewer letters.")


class SettingsScreen(Screen):
    """Pages are made when first shown; what is found is looked for in the words of all."""

    name = "settings"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.search, self.sections = QLineEdit(), SectionList()
        self.pages: dict[str, SectionPage] = {}
        self.stack, self.nothing, self.undo_line = QStackedWidget(), Empty("search"), UndoLine(context.settings)
        self._nowhere = scrolled(self.nothing)
        self._arrange()
        self.search.textChanged.connect(self._on_typed)
        self.search.returnPressed.connect(self._on_entered)
        self.sections.wanted.connect(self._on_wanted)
        self.nothing.chosen.connect(self.search.clear)
        self.undo_line.lists_changed.connect(self._on_lists)
        context.settings.changed.connect(self._on_setting)
        self.show_section("window")
        self.retranslate()
        self.ready.emit()

    def title(self) -> str:
        """«Settings»."""
        return _("Settings")

    def retranslate(self) -> None:
        """Sets every text anew, and shows what is chosen now."""
        super().retranslate()
        self.search.setPlaceholderText(_("Search the settings"))
        self.search.setAccessibleName(_("Search the settings"))
        self.nothing.set_texts(_("Nothing found."), _(_NOTHING), _("Show all settings"))
        self.sections.retranslate()
        self.undo_line.retranslate()
        for page in self.pages.values():
            page.retranslate()
        self._search()

    def open(self, section: str = "", entry: str = "", **_place: Any) -> None:
        """Goes to a section, or to one setting in it, which is lit and takes the focus."""
        found = next((one for one in ENTRIES if one.key == entry), None)
        self.search.clear()
        self.show_section(found.section if found else section or self.sections.current_name())
        if found is not None:
            self.page.light(found.key)

    def show_section(self, name: str) -> None:
        """Shows the page of a section; one that this version has not leaves what is shown."""
        if name not in self.sections.names():
            return
        if name not in self.pages:
            self.pages[name] = self._make(name)
        self.sections.choose(name)
        self.stack.setCurrentWidget(self.pages[name])
        self.undo_line.show_for([part.key for part in self.pages[name].parts])
        if not self.undo_line.isHidden():  # it stands under several pages, and Tab comes to it after each
            order_stops([self.search, self.sections, self.sections.box, *stops_of(self.page), *self.undo_line.buttons()])

    @property
    def page(self) -> SectionPage:
        """The page that is shown."""
        return self.pages[self.sections.current_name()]

    def start_search(self) -> None:
        """In the line above."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def undo(self) -> bool:
        """Takes the last choice back."""
        return self.undo_line.undo()

    def focus_first(self) -> None:
        """On the sections, unless a setting that was asked for has it already."""
        if self.focusWidget() is None or not self.stack.isAncestorOf(self.focusWidget()):
            (self.sections if self.sections.isVisible() else self.sections.box).setFocus()

    def has_unsaved(self) -> bool:
        """Whether something in the centre's profile is not saved."""
        return self._profile is not None and self._profile.is_changed

    def save(self, then: Callable[[], object] | None = None) -> None:
        """Saves the centre's profile."""
        if self._profile is not None:
            self._profile.save(then)
        else:
            super().save(then)

    def discard(self) -> None:
        """Shows the profile as it is saved."""
        if self._profile is not None:
            self._profile.discard()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Puts the sections beside the page, or in one line over it."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """The same where the text is of another size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        is_narrow = self.width() < _NARROW * self.fontMetrics().averageCharWidth()
        self.sections.setVisible(not is_narrow)
        self.sections.box.setVisible(is_narrow)
        side = theme.NEAR if is_narrow else theme.PAGE  # large text in a small window needs the room
        layout = self.layout()
        assert layout is not None
        layout.setContentsMargins(side, theme.GROUP, side, theme.GROUP)

    def _arrange(self) -> None:
        self.search.setObjectName("search_field")
        self.search.setClearButtonEnabled(True)
        self.header.add(self.search, 1)
        middle, right = QHBoxLayout(), QVBoxLayout()
        middle.setSpacing(theme.GROUP)
        right.setSpacing(theme.NEAR)
        right.addWidget(self.stack, 1)
        right.addWidget(self.undo_line)
        middle.addWidget(self.sections)
        middle.addLayout(right, 1)
        self.body.addWidget(self.sections.box)
        self.body.addLayout(middle, 1)
        self._add(self._nowhere)

    def _add(self, page: QWidget) -> None:
        """Pages scroll by themselves, and take the height that there is: else the whole screen would scroll as well."""
        page.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self.stack.addWidget(page)

    def _make(self, name: str) -> SectionPage:
        page = make_page(name, self.context)
        page.chosen.connect(self._on_chosen)
        profile = page.cards[0] if name == "centre" else None
        if profile is not None:
            profile.edited.connect(self.edited)  # type: ignore[attr-defined]
        self._add(page)
        page.retranslate()
        page.show_only(None)
        return page

    @property
    def _profile(self) -> Any:
        return self.pages["centre"].cards[0] if "centre" in self.pages else None

    def _search(self) -> None:
        """Leaves what fits the words typed; everything where nothing is typed."""
        typed = self.search.text().strip()
        keys = {one.key: one.section for one in find_entries(typed)} if typed else None
        sections = list(keys.values()) if keys is not None else []
        self.sections.show_found({one: sections.count(one) for one in sections} if keys is not None else None)
        for page in self.pages.values():
            page.show_only(keys)
        if keys is not None and not keys:
            self.sections.choose("")
            self.stack.setCurrentWidget(self._nowhere)
            self.undo_line.show_for([])
        else:
            self._show_found(keys)

    def _show_found(self, keys: Collection[str] | None) -> None:
        here = self.sections.current_name()
        shown = self.sections.names()
        self.show_section(here if here in shown else shown[0])
        self.page.show_only(keys)

    @Slot(str)
    def _on_typed(self, _typed: str) -> None:
        self._search()

    @Slot()
    def _on_entered(self) -> None:
        """Goes to the first setting that was found."""
        keys = [one.key for one in find_entries(self.search.text()) if one.section == self.sections.current_name()]
        if keys:
            self.page.light(keys[0])

    @Slot(str)
    def _on_wanted(self, name: str) -> None:
        self.show_section(name)
        typed = self.search.text().strip()
        self.page.show_only({one.key for one in find_entries(typed)} if typed else None)
        if not typed and isinstance(self.context.window, QWidget):
            self.context.window.stand_on(self.name, section=name)

    @Slot(str, object)
    def _on_chosen(self, key: str, value: object) -> None:
        self.undo_line.choose(key, value)

    @Slot()
    def _on_lists(self) -> None:
        """Lists that were visited already are made anew."""
        window: Any = self.context.window
        window.forget_lists()

    @Slot(str)
    def _on_setting(self, _key: str) -> None:
        for page in self.pages.values():
            page.show_chosen()
        self.undo_line.show_state()
