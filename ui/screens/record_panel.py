"""Beside the form, where the window is wide: what the field in focus means, the remarks on it, and what happened to it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget

from baseldesk.i18n import N_, _, current, isolate
from ui import icons, theme
from ui.screens.record_history import Past, read_history
from ui.screens.record_panel_words import help_words, remark_words
from ui.widgets.field_translated import TranslatedEditor
from ui.widgets.form_frame import FieldFrame, frame_round
from ui.widgets.form_links import LinkLine
from ui.widgets.line import Line

if TYPE_CHECKING:
    from baseldesk.desk.shown import HistoryLine
    from ui.screens.record_screen import RecordScreen

WIDE = 1180  # of the window; below that the tabs have history and remarks, and help stands under the form
_LETTERS, _FORM_LETTERS = 32, 62  # of the panel, and at least of the form beside it
_MOST = 5  # changes of one field
_KEY = "record/panel"
_NAME = N_("Help, remarks and history")
_NO_FIELD = N_("Go to a field: what it means stands here.")
_NO_CHANGES = N_("Nothing was saved in this field yet.")


class RecordPanel(QScrollArea):
    """Follows the focus through the form. What a person chose, open or closed, is kept.

    Attributes:
        button: opens and closes it; hidden where there is no room.
        edge: the line between the form and it.
    """

    def __init__(self, screen: RecordScreen) -> None:
        super().__init__(screen)
        self._screen = screen
        self._frame: FieldFrame | None = None
        self._past: list[HistoryLine] | None = None
        self._is_asked = False
        self.button, self.cycle, self.edge = QToolButton(), QAction(screen), Line(Qt.Orientation.Vertical)
        self.heading, self.help, self.remarks, self.changes = QLabel(), QLabel(), QLabel(), QLabel()
        self._remarks_title, self._changes_title = QLabel(), QLabel()
        self.remarks_link, self.all_link = LinkLine(), LinkLine()
        self._lay_out()
        self._listen()

    @property
    def is_wanted(self) -> bool:
        """Whether a person wants it where there is room."""
        return bool(self._screen.context.settings.get(_KEY, True))

    def load(self) -> None:
        """Another record, or the same anew, stands on the screen."""
        self._past, self._is_asked = None, False
        self.fit()
        self._show()

    def retranslate(self) -> None:
        """Sets every text anew."""
        for thing in (self, self.button):
            thing.setAccessibleName(_(_NAME))
        self.button.setToolTip(f"{_(_NAME)} (F6)")
        self._remarks_title.setText(_("Remarks"))
        self._changes_title.setText(_("History"))
        self.fit()
        self._show()

    def fit(self) -> None:
        """Shows itself where there is room for it and the form with all its tabs."""
        letter, screen = self.fontMetrics().averageCharWidth(), self._screen
        form = max(_FORM_LETTERS * letter, screen.form.tabs.tabBar().sizeHint().width())
        has_room = screen.window().width() >= WIDE and screen.width() >= form + _LETTERS * letter + 2 * theme.PAGE + theme.GROUP
        self.setFixedWidth(_LETTERS * letter)
        self.button.setVisible(has_room)
        is_open = has_room and self.is_wanted
        with QSignalBlocker(self.button):
            self.button.setChecked(is_open)
        icons.put(self.button, "panel-right-close" if is_open else "panel-right-open")
        if is_open == self.isHidden():
            self.setVisible(is_open)
            self.edge.setVisible(is_open)
            screen.form.help.setVisible(not is_open)
            self._show()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """The screen has another size, or is seen."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.FontChange):
            self.fit()
        return False

    @Slot(bool)
    def _on_toggled(self, is_wanted: bool) -> None:
        self._screen.context.settings.put(_KEY, is_wanted)
        self.fit()

    @Slot()
    def _on_cycle(self) -> None:
        """F6: from the form to the panel, from there to the tabs, and back to the field."""
        here, tabs = QApplication.focusWidget(), self._screen.form.tabs.tabBar()
        if self.isVisible() and here is not self and not (here is not None and self.isAncestorOf(here)) and here is not tabs:
            self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif here is not tabs:
            tabs.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif self._frame is not None and self._frame.isVisible():
            self._frame.editor.entry.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self._screen.focus_first()

    @Slot(QWidget, QWidget)
    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        frame = frame_round(now)
        if frame is not None and self._screen.isAncestorOf(frame) and frame is not self._frame:
            self._frame = frame
            self._show()

    @Slot()
    def _show(self) -> None:
        """Says what is known of the field."""
        if self.isHidden():
            return
        frame = self._frame
        self.heading.setText(frame.label.text() if frame else "")
        declared = self._screen.declared
        said = help_words(declared, frame.editor.field, frame.editor.value()) if frame else [_(_NO_FIELD)]
        self.help.setText("\n\n".join(said))
        self._show_remarks()
        self._show_changes()
        parts = (self.heading, self.help, self.remarks, self.changes)
        self.setAccessibleDescription(" ".join(one.text() for one in parts if one.isVisibleTo(self)))

    def _show_remarks(self) -> None:
        name = self._frame.editor.field.name if self._frame and self._is_own else ""
        held = [one for one in self._screen.remarks.held.said if name and one.field == name]
        self.remarks.setText("\n\n".join(isolate(remark_words(one)) for one in held))
        for part in (self._remarks_title, self.remarks):
            part.setVisible(bool(held))
        self.remarks_link.show_links("", {"remarks": _("Show remarks")} if held else {})

    def _show_changes(self) -> None:
        """The newest changes of the field; read when first wanted."""
        is_known = self._is_own and not self._screen.is_new
        for part in (self._changes_title, self.changes):
            part.setVisible(is_known)
        self.all_link.show_links("", {"all": _("All changes")} if is_known else {})
        if not is_known or self._frame is None:
            return
        if self._past is None:
            self.changes.setText("")
            self._ask()
            return
        mine = [one for one in self._past if self._is_of_field(one.register)]
        said = "\n\n".join(self._change_words(one) for one in mine[:_MOST])
        self.changes.setText(said or _(_NO_CHANGES))

    def _is_of_field(self, register: str) -> bool:
        """Of a text in several languages only the one that is shown."""
        editor = self._frame.editor if self._frame else None
        if isinstance(editor, TranslatedEditor):
            return register == f"{editor.field.name}/{editor.language()}"
        return editor is not None and register.partition("/")[0] == editor.field.name

    def _change_words(self, line: HistoryLine) -> str:
        model, key = self._screen.history.model, line.register.partition("/")[2]
        value = model.words(line, line.new)
        field = self._frame.editor.field if self._frame else None
        said = f"{current().label(key, field.vocabulary)}: {value}" if field and field.is_set and field.vocabulary else value
        day = current().date(line.at.astimezone(), "short")
        by = current().fill("{who} · {day}", who=line.author or "–", day=day)
        return f"{isolate(said)}\n{by}"

    @property
    def _is_own(self) -> bool:
        """Whether the field is one of the record itself, and not of a line of it."""
        return self._frame is not None and self._frame in self._screen.form.frames.values()

    def _ask(self) -> None:
        screen = self._screen
        if not self._is_asked:
            self._is_asked = True
            screen.context.runner.read(partial(read_history, screen.context.desk, screen.kind, screen.record_id), self._on_read)

    @Slot(object)
    def _on_read(self, past: Past) -> None:
        if past.record == self._screen.record_id:
            self._past = past.lines
            self._show()

    @Slot()
    def _on_remarks(self) -> None:
        if self._frame is not None:
            self._screen.remarks.go_to_field(self._frame.editor.field.name)

    @Slot()
    def _on_all(self) -> None:
        self._screen.form.tabs.setCurrentWidget(self._screen.history)
        self._screen.history.table.setFocus()

    def _listen(self) -> None:
        screen = self._screen
        screen.installEventFilter(self)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)
        screen.form.checked.connect(self._show)
        for editor in screen.form.editors.values():
            if isinstance(editor, TranslatedEditor):
                editor.chips.language_chosen.connect(self._show)
        self.button.toggled.connect(self._on_toggled)  # a screen reader toggles and never clicks
        self.remarks_link.chosen.connect(self._on_remarks)
        self.all_link.chosen.connect(self._on_all)
        self.cycle.setShortcut(QKeySequence("F6"))
        self.cycle.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.cycle.triggered.connect(self._on_cycle)
        screen.addAction(self.cycle)

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(theme.GROUP, theme.NEAR, theme.NEAR, theme.NEAR)
        column.setSpacing(theme.NEAR)
        for part in (
            self.heading, self.help, self._remarks_title, self.remarks, self.remarks_link, self._changes_title, self.changes,
            self.all_link,
        ):  # fmt: skip
            column.addWidget(part)
        column.addStretch(1)
        for label in (self.heading, self.help, self.remarks, self.changes):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            theme.align(label)
        for title in (self.heading, self._remarks_title, self._changes_title):
            theme.size(title, bold=True)
        theme.tint(self.changes, "muted")
        for link, name in ((self.remarks_link, "panel_remarks"), (self.all_link, "panel_all_changes")):
            link.setObjectName(name)
            theme.tint(link, "text")
            theme.align(link)
        self.setObjectName("record_panel")
        self.button.setObjectName("panel_button")
        self.button.setCheckable(True)
        self.button.setAutoRaise(True)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hide()
        self.edge.hide()
