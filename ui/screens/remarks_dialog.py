"""The secretariat writes a remark on a centre's record, or on one field of it, with or without a value that it proposes."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QLabel, QPushButton, QVBoxLayout, QWidget

from baseldesk.i18n import LANGUAGES, N_, _, current
from baseldesk.records import vocabulary
from baseldesk.records.field import Field, RecordType
from baseldesk.records.types import record_type
from ui import theme
from ui.help_keys import offer_help
from ui.room import take_room
from ui.screens import Context
from ui.screens.record_directory import DeskDirectory
from ui.widgets.banner import Banner
from ui.widgets.check import Check
from ui.widgets.dialog import Dialog
from ui.widgets.field_date import DateEditor
from ui.widgets.field_editor import FieldEditor
from ui.widgets.form_frame import FieldFrame
from ui.widgets.form_kinds import make_editor
from ui.widgets.scrolled import scrolled
from ui.widgets.text_entry import TextBlock

_NEEDS = N_("Write what you want to say, or propose a value.")
_SENT = N_("Written. It goes to the centre with the next acknowledgement.")
_PROPOSE = N_("A value that you propose. The centre takes it over or not; nothing changes by itself.")


class RemarkDialog(Dialog):
    """Field, kind, words, value, day."""

    def __init__(
        self, context: Context, declared: RecordType, record: bytes, field: str, directory: DeskDirectory, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        offer_help(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("remark_dialog")
        self.setWindowTitle(_("Remark"))
        self._context, self._declared, self._record, self._directory = context, declared, record, directory
        self.field, self.kind, self.language = QComboBox(), QComboBox(), QComboBox()
        self.text, self.holds_up, self.banner = TextBlock(4), Check(_("Holds up acceptance of the report")), Banner()
        self.due = FieldFrame(DateEditor(record_type("remark").by_name["answer_due"]))
        self.proposed: FieldEditor | None = None
        self.propose = QLabel(_(_PROPOSE))
        self.box, self.take_button, self.cancel_button = QDialogButtonBox(), QPushButton(_("Save")), QPushButton(_("Cancel"))
        self._inner = QWidget()
        self._column = QVBoxLayout(self._inner)
        self._fill(field)
        self._lay_out()
        self.field.currentIndexChanged.connect(self._on_field)
        self.take_button.clicked.connect(self._on_take)
        self.box.rejected.connect(self.reject)
        self._on_field()
        self.text.setFocus()

    def _fill(self, field: str) -> None:
        self.field.addItem(_("The record as a whole"), "")
        for one in self._declared.fields:
            if one.kind not in ("data", "hash"):
                self.field.addItem(_(one.label), one.name)
        self.field.setCurrentIndex(max(self.field.findData(field), 0))
        for code in vocabulary.offered("remark_kind"):
            self.kind.addItem(current().label(code, "remark_kind"), code)
        for language in LANGUAGES:
            self.language.addItem(current().language_name(language), language)
        self.language.setCurrentIndex(max(self.language.findData(current().language), 0))

    def _declared_field(self) -> Field | None:
        return self._declared.by_name.get(str(self.field.currentData()))

    @Slot()
    def _on_field(self) -> None:
        """Another field, another editor for what is proposed."""
        from baseldesk.desk.remarks import can_propose

        if self.proposed is not None:
            self._column.removeWidget(self.proposed)
            self.proposed.deleteLater()
            self.proposed = None
        field = self._declared_field()
        can = field is not None and can_propose(field)
        self.language.setVisible(field is not None and field.translatable)
        self.propose.setVisible(can)
        if field is not None and can:
            from dataclasses import replace

            self.proposed = make_editor(replace(field, translatable=False), self._directory, self)
            self.proposed.setObjectName("proposed_value")
            self.proposed.retranslate()
            self.proposed.set_accessible_texts(_(_PROPOSE))
            self._column.insertWidget(self._column.indexOf(self.propose) + 1, self.proposed)

    @Slot()
    def _on_take(self) -> None:
        from baseldesk.desk.remarks import PROPOSED, propose, write_remark

        if self.proposed is not None:
            self.proposed.finish()
            if problem := self.proposed.problem():
                self.banner.show_error(problem)
                return
        if problem := self.due.editor.problem():
            self.banner.show_error(problem)
            self.due.editor.entry.setFocus()
            return
        field, value = self._declared_field(), self.proposed.value() if self.proposed is not None else None
        text = self.text.read().strip()
        if not text and value in (None, ""):
            self.banner.say("attention", _NEEDS)
            return
        register = "" if field is None else f"{field.name}/{self.language.currentData()}" if field.translatable else field.name
        values = {
            "kind": self.kind.currentData() if value in (None, "") else PROPOSED,
            "text": text or None,
            "proposed": propose(field, value) if field is not None and value not in (None, "") else None,
            "answer_due": self.due.editor.value(),
            "holds_up": self.holds_up.isChecked() or None,
        }
        self.is_busy = True
        self.take_button.setEnabled(False)
        work = partial(write_remark, self._context.desk, self._declared.name, self._record, register, values)
        self._context.runner.write(work, self._on_written, self._on_failed, label=_("Saving…"))

    @Slot(object)
    def _on_written(self, _remark: bytes) -> None:
        self._context.window.status(_(_SENT))
        self._context.notices.tell("remark")
        self.accept()

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        self.is_busy = False
        self.take_button.setEnabled(True)
        self.banner.show_error(error)

    def _lay_out(self) -> None:
        column, outer = self._column, QVBoxLayout(self)
        column.setSpacing(theme.HAIR)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.banner)
        for word, widget in ((_("About"), self.field), ("", self.language), (_("Kind"), self.kind), (_("Text"), self.text)):
            if word:
                label = QLabel(word)
                label.setBuddy(widget)
                column.addWidget(label)
            widget.setAccessibleName(word or _("Language"))
            column.addWidget(widget)
        self.due.retranslate()
        self.propose.setWordWrap(True)
        theme.tint(self.propose, "muted")
        for part in (self.propose, self.due, self.holds_up):
            column.addWidget(part)
        column.addStretch(1)
        outer.addWidget(scrolled(self._inner), 1)
        outer.addWidget(self.box)
        self.box.addButton(self.take_button, QDialogButtonBox.ButtonRole.ActionRole)
        self.box.addButton(self.cancel_button, QDialogButtonBox.ButtonRole.RejectRole)
        self.take_button.setObjectName("take_button")
        self.take_button.setAutoDefault(False)
        theme.make_primary(self.take_button)
        take_room(self, 70, 28)
