"""«Who is working?»: asked at the start where there are two officers or more, and a click away at the foot of the window."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QFormLayout, QLineEdit, QPushButton, QRadioButton, QVBoxLayout, QWidget

from baseldesk.i18n import N_, _, current, isolate
from baseldesk.records import vocabulary
from baseldesk.records.types import record_type
from ui import icons, theme
from ui.beginning import first_step
from ui.screens import Context, Screen
from ui.screens.officer_reading import Working, describe, read_working
from ui.widgets.card import Card
from ui.widgets.scrolled import scrolled

_WHAT_FOR = N_(
    "The name stands in the history beside what you change. It is a courtesy and no lock: nobody is asked for a password."
)
_ONE = N_("One person works here so far. With a second one, the window asks at each start who is working.")
_NOW = N_("From now on what is saved carries the name {name}.")


class OfficerScreen(Screen):
    """A small page: the names to choose from, and a line for one more."""

    name = "who"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.working = Working()
        self._is_arriving = True
        self.buttons: dict[bytes, QRadioButton] = {}
        self._group = QButtonGroup(self)
        self.who, self.more = Card("users"), Card("plus")
        self._names, self._form = QVBoxLayout(), QFormLayout()
        self.name_line, self.function_line, self.role = QLineEdit(), QLineEdit(), QComboBox()
        self.add_button = QPushButton()
        self._lay_out()
        self.who.button.clicked.connect(self.go_on)
        self.add_button.clicked.connect(self._on_add)
        self.name_line.returnPressed.connect(self._on_add)
        self.retranslate()
        self._read()

    def title(self) -> str:
        """The question."""
        return _("Who is working?")

    def open(self, **_place: Any) -> None:
        """Reads anew who there is, and puts the focus on whoever works."""
        self._is_arriving = True
        self._read()

    def refresh(self, kinds: frozenset[str]) -> None:
        """Reads anew where an officer changed."""
        if "officer" in kinds:
            self._read()

    def retranslate(self) -> None:
        """Sets every text anew."""
        super().retranslate()
        self._show_names()
        self.more.set_texts(_("One more officer"))
        self.add_button.setText(_("Add"))
        declared = record_type("officer")
        for name, widget in (("name", self.name_line), ("function", self.function_line), ("role", self.role)):
            label = self._form.labelForField(widget)
            label.setText(_(declared.by_name[name].label))  # type: ignore[attr-defined]
            widget.setAccessibleName(_(declared.by_name[name].label))
        for at in range(self.role.count()):
            self.role.setItemText(at, current().label(str(self.role.itemData(at)), "officer_role"))

    def focus_first(self) -> None:
        """On whoever worked last, so that Enter goes on."""
        held = self._group.checkedButton()
        (held or self.name_line).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on a name goes on, as the button does."""
        is_on_name = any(button.hasFocus() for button in self.buttons.values())
        if is_on_name and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go_on()
        else:
            super().keyPressEvent(event)

    def chosen(self) -> bytes:
        """The officer that is marked."""
        return next((one for one, button in self.buttons.items() if button.isChecked()), b"")

    @Slot()
    def go_on(self) -> None:
        """Works as the one that is marked, and goes to where the day begins."""
        from baseldesk.desk.officers import work_as

        chosen = self.chosen()
        if chosen == self.working.now:
            self._leave()
        elif chosen:
            work = partial(work_as, self.context.desk, chosen)
            self.context.runner.write(work, self._on_working, self.show_error, label=_("Saving…"))

    def _leave(self) -> None:
        first = first_step(self.context.settings, self.context.desk.is_secretariat)
        self.context.window.show_screen(first.name, **first.place)

    @Slot(object)
    def _on_working(self, _nothing: object) -> None:
        self.context.settings.use_officer(self.context.desk.identity.user.hex())
        name = next((one.name for one in self.working.officers if one.user == self.context.desk.identity.user), "")
        self.context.notices.tell("officer")
        self._leave()
        self.context.window.status(current().format(_NOW, name=isolate(name)))

    @Slot()
    def _on_add(self) -> None:
        from baseldesk.desk.officers import add_officer

        name = self.name_line.text().strip()
        if not name:
            self.name_line.setFocus()
            return
        role = str(self.role.currentData())
        work = partial(add_officer, self.context.desk, name, self.function_line.text().strip(), role)
        self.context.runner.write(work, self._on_added, self.show_error, label=_("Saving…"))

    @Slot(object)
    def _on_added(self, _officer: bytes) -> None:
        self.name_line.clear()
        self.function_line.clear()
        self.context.notices.tell("officer")
        self.open()

    def _read(self) -> None:
        self.context.runner.read_anew(partial(read_working, self.context.desk), self._on_read)

    @Slot(object)
    def _on_read(self, working: Working) -> None:
        is_other, self.working = working != self.working, working
        if is_other:
            self._show_names()
        if self._is_arriving:  # else somebody may be typing the next name
            self._is_arriving = False
            self.focus_first()
        self.ready.emit()

    def _show_names(self) -> None:
        kept = self.chosen() or self.working.now
        for button in self.buttons.values():
            self._group.removeButton(button)
            self._names.removeWidget(button)
            button.deleteLater()
        self.buttons = {}
        for officer in self.working.officers:
            facts = describe(officer)
            button = QRadioButton(f"{officer.name or _('without a name')}{f' – {facts}' if facts else ''}")
            button.setObjectName(f"officer_{officer.id.hex()}")
            button.setChecked(officer.id == kept)
            theme.size(button, 1.15)
            self._group.addButton(button)
            self._names.addWidget(button)
            button.show()  # at once: what is not visible yet cannot have the focus
            self.buttons[officer.id] = button
        sentence = _WHAT_FOR if self.working.must_ask else _ONE
        self.who.set_texts(_("Who is working?"), _(sentence), _("Go on") if self.buttons else "")

    def _lay_out(self) -> None:
        self.who.body.addLayout(self._names)
        self.who.button.setObjectName("go_on")
        for code in vocabulary.offered("officer_role"):
            self.role.addItem("", code)
        for name, widget in (("name", self.name_line), ("function", self.function_line), ("role", self.role)):
            widget.setObjectName(f"officer_{name}")
            widget.setMaximumWidth(420)
            self._form.addRow(" ", widget)
        self.add_button.setObjectName("add_officer")
        icons.put(self.add_button, "plus")
        self.add_button.setMaximumWidth(420)
        self._form.addRow("", self.add_button)
        self.more.body.addLayout(self._form)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GROUP)
        for part in (self.who, self.more):
            column.addWidget(part)
        column.addStretch(1)
        self.body.addWidget(scrolled(inner))
