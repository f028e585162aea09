"""«Change many…»: one field of many records, told first in figures, changed as one action."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QFormLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from baseldesk.desk.bulk import Preview, may_change, preview
from baseldesk.i18n import N_, _, current
from baseldesk.records.field import Field
from baseldesk.records.types import record_type
from ui import theme
from ui.help_keys import offer_help
from ui.room import take_room
from ui.screens import Context
from ui.screens.list_doing import Done, change
from ui.screens.record_directory import DeskDirectory
from ui.widgets.banner import Banner
from ui.widgets.dialog import Dialog
from ui.widgets.field_editor import FieldEditor
from ui.widgets.form_kinds import make_editor
from ui.widgets.scrolled import scrolled

_PAUSE = 200  # milliseconds after the last letter before it is tried out
_SET, _EMPTY, _ADD, _TAKE = N_("Set to"), N_("Make empty"), N_("Add"), N_("Take away")
_ASKED = N_("{list}: {n} selected")
_WHY = {
    "rule.code_unknown": N_("another value in the record is not in the list of choices"),
    "rule.end_before_start": N_("the end would be before the start"),
    "rule.negative": N_("the figure would be less than zero"),
    "rule.not_positive": N_("the figure must be more than zero"),
    "rule.shares_over_100": N_("the shares would add up to more than 100 %"),
}
_ANOTHER = N_("a rule does not allow it")


class ChangeManyDialog(Dialog):
    """Which field, what it is to say, and what that would do.

    Attributes:
        changed: it is done; a `Done`.
    """

    changed = Signal(object)

    def __init__(self, context: Context, kind: str, records: list[bytes], parent: QWidget | None) -> None:
        super().__init__(parent)
        offer_help(self)
        self._context, self._records = context, records
        self.declared = record_type(kind)
        self._directory = DeskDirectory(context, self)
        self._told: Preview | None = None
        self._asked = 0
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self.banner, self.lead, self.told = Banner(), QLabel(), QLabel()
        self.field, self.way, self.editor = QComboBox(), QComboBox(), QWidget()
        self.change_button, self.cancel_button, self.box = QPushButton(), QPushButton(), QDialogButtonBox()
        self._words = [QLabel(), QLabel(), QLabel()]
        self._lay_out()
        self._listen()
        self.retranslate()
        self._on_field(0)

    def retranslate(self) -> None:
        """Sets every text; the dialog stands over the window, so that the language does not change meanwhile."""
        self.setWindowTitle(_("Change many"))
        words = {"list": _(self.declared.plural), "n": current().number(len(self._records))}
        self.lead.setText(current().format(_ASKED, **words))
        for label, text in zip(self._words, (_("Field"), _("What to do"), _("Value")), strict=True):
            label.setText(text)
        self.field.setAccessibleName(_("Field"))
        self.way.setAccessibleName(_("What to do"))
        self.change_button.setText(_("Change"))
        self.cancel_button.setText(_("Cancel"))

    def values(self) -> dict[str, Any] | None:
        """What the records are to say; None while that is not entered, or cannot be read."""
        chosen, way = self._chosen(), self.way.currentData()
        if way == _EMPTY:
            return {chosen.name: None}
        if not isinstance(self.editor, FieldEditor) or self.editor.problem() is not None:
            return None
        held = self.editor.value()
        if held in (None, "", {}):
            return None
        return {chosen.name: dict.fromkeys(held) if way == _TAKE and isinstance(held, dict) else held}

    def _chosen(self) -> Field:
        return self.declared.by_name[str(self.field.currentData())]

    @Slot(int)
    def _on_field(self, _row: int) -> None:
        chosen = self._chosen()
        self.way.blockSignals(True)
        self.way.clear()
        for way in (_ADD, _TAKE) if chosen.is_set else (_SET, _EMPTY):
            self.way.addItem(_(way), way)
        self.way.blockSignals(False)
        editor = make_editor(chosen, self._directory)
        self._form.replaceWidget(self.editor, editor)
        self.editor.hide()
        self.editor.deleteLater()
        self.editor = editor
        editor.load(None)
        editor.retranslate()
        editor.set_accessible_texts("")
        editor.changed.connect(self._on_edited)
        self._words[2].setBuddy(editor.entry)
        self._on_way(0)

    @Slot(int)
    def _on_way(self, _row: int) -> None:
        is_valued = self.way.currentData() != _EMPTY
        self._words[2].setVisible(is_valued)
        self.editor.setVisible(is_valued)
        self._on_edited()

    @Slot()
    def _on_edited(self) -> None:
        self._told = None
        self._asked += 1
        self.change_button.setEnabled(False)
        self.banner.clear()
        self.told.setText(_("Nothing is changed before you press “Change”."))
        self._pause.start()

    @Slot()
    def _try_out(self) -> None:
        values = self.values()
        if values is not None:
            work = partial(_rehearse, self._context, self.declared.name, self._records, values, self._asked)
            self._context.runner.read(work, self._on_told, self._on_failed)

    @Slot(object)
    def _on_told(self, answer: tuple[int, Preview]) -> None:
        asked, told = answer
        if asked == self._asked:
            self._told = told
            self.told.setText("\n".join(preview_words(told)))
            self.change_button.setEnabled(bool(told.changes))

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        self.banner.show_error(error)
        self.change_button.setEnabled(False)

    @Slot()
    def _on_change(self) -> None:
        values = self.values()
        if values is None or self._told is None:
            return
        self.is_busy = True
        for widget in (self.change_button, self.field, self.way, self.editor):
            widget.setEnabled(False)
        work = partial(change, self._context.desk, self.declared.name, self._records, values)
        self._context.runner.write(work, self._on_done, self._on_refused, label=_("Saving…"))

    @Slot(object)
    def _on_done(self, done: Done) -> None:
        self.changed.emit(done)
        self.accept()

    @Slot(object)
    def _on_refused(self, error: BaseException) -> None:
        self.is_busy = False
        for widget in (self.field, self.way, self.editor):
            widget.setEnabled(True)
        self._on_failed(error)

    def _listen(self) -> None:
        self.field.currentIndexChanged.connect(self._on_field)
        self.way.currentIndexChanged.connect(self._on_way)
        self._pause.timeout.connect(self._try_out)
        self.change_button.clicked.connect(self._on_change)
        self.box.rejected.connect(self.reject)

    def _lay_out(self) -> None:
        self.setObjectName("change_many")
        for one in self.declared.fields:
            if may_change(self.declared, one.name):
                self.field.addItem(_(one.label), one.name)
        self.field.setObjectName("many_field")
        self.way.setObjectName("many_way")
        self.told.setObjectName("many_told")
        self.told.setWordWrap(True)
        theme.size(self.lead, 1.15, bold=True)
        page = QWidget()
        self._form = QFormLayout(page)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        for label, widget in zip(self._words, (self.field, self.way, self.editor), strict=True):
            label.setBuddy(widget)
            self._form.addRow(label, widget)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.GROUP)
        for widget in (self.banner, self.lead):
            layout.addWidget(widget)
        layout.addWidget(scrolled(page), 1)
        layout.addWidget(self.told)
        layout.addWidget(self.box)
        self.box.addButton(self.change_button, QDialogButtonBox.ButtonRole.ActionRole)
        self.box.addButton(self.cancel_button, QDialogButtonBox.ButtonRole.RejectRole)
        self.change_button.setObjectName("change_button")
        theme.make_primary(self.change_button)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        take_room(self, 64, 20)


def preview_words(told: Preview) -> list[str]:
    """What a change would do, one line for each thing to know."""
    t = current()
    lines = [t.format_plural(N_("{n} record will change"), N_("{n} records will change"), len(told.changes))]
    if told.same:
        lines.append(t.format_plural(N_("{n} record says so already"), N_("{n} records say so already"), told.same))
    for code, count in Counter(code for _record, code in told.refused).most_common():
        one, many = N_("{n} record is kept from it: {why}"), N_("{n} records are kept from it: {why}")
        lines.append(t.format_plural(one, many, count, why=_(why_of(code))))
    if told.kept_back:
        one, many = (
            N_("{n} record is deleted or belongs to another organisation"),
            N_("{n} records are deleted or belong to another organisation"),
        )
        lines.append(t.format_plural(one, many, told.kept_back))
    return lines


def why_of(code: str) -> str:
    """The message id of what keeps a record from the change."""
    return _WHY.get(code, _ANOTHER)


def _rehearse(context: Context, kind: str, records: list[bytes], values: dict[str, Any], asked: int) -> tuple[int, Preview]:
    return asked, preview(context.desk, kind, records, values)
