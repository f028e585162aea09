"""Approving a report, and the secretariat's answer to one: each a small dialog that does one thing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from baseldesk.desk import submissions
from baseldesk.desk.record_view import officer_id
from baseldesk.i18n import N_, _, current
from baseldesk.records.rules import missing_for
from baseldesk.records.types import record_type
from ui import theme
from ui.help_keys import offer_help
from ui.room import take_room
from ui.screens import Context
from ui.widgets.banner import Banner
from ui.widgets.dialog import Dialog

_GIVEN = frozenset(("approved_by", "approver_function", "approved_on"))
_WHAT = N_("Approving keeps a copy of what the report rests on. The records stay editable; what changes later is shown.")
_MISSING = N_("Still missing: {fields}. Fill them in and save; then the report can be approved.")
_RETURNING = N_("Say what the centre should change.")
_ACCEPTING = N_("The centre hears of it with the next data file.")


class ActDialog(Dialog):
    """A sentence, what is asked, one button that does it and one that leaves.

    Attributes:
        done_with: it is written.
    """

    done_with = Signal()

    def __init__(self, context: Context, title: str, sentence: str, word: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        offer_help(self)
        self.context = context
        self.banner, self.sentence, self.box = Banner(), QLabel(sentence), QDialogButtonBox()
        self.do_button, self.cancel_button = QPushButton(word), QPushButton(_("Cancel"))
        self.body = QVBoxLayout()
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._lay_out()

    def ask(self, question: str, widget: QWidget) -> None:
        """Puts a labelled line into the dialog."""
        label = QLabel(question)
        label.setBuddy(widget)
        widget.setAccessibleName(question)
        self.body.addWidget(label)
        self.body.addWidget(widget)

    def work(self) -> Callable[[], object]:
        """What the button does, for the background."""
        raise NotImplementedError

    @Slot()
    def _on_do(self) -> None:
        self.is_busy = True
        self.do_button.setEnabled(False)
        self.context.runner.write(self.work(), self._on_done, self._on_failed, label=_("Saving…"))

    @Slot(object)
    def _on_done(self, _result: object) -> None:
        self.done_with.emit()
        self.accept()

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        self.is_busy = False
        self.do_button.setEnabled(True)
        self.banner.show_error(error)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.GROUP)
        self.sentence.setWordWrap(True)
        theme.align(self.sentence)
        self.body.setSpacing(theme.HAIR)
        layout.addWidget(self.banner)
        layout.addWidget(self.sentence)
        layout.addLayout(self.body)
        layout.addStretch(1)
        layout.addWidget(self.box)
        self.box.addButton(self.do_button, QDialogButtonBox.ButtonRole.ActionRole)
        self.box.addButton(self.cancel_button, QDialogButtonBox.ButtonRole.RejectRole)
        self.do_button.setObjectName("do_button")
        self.do_button.setDefault(True)
        theme.make_primary(self.do_button)
        self.do_button.clicked.connect(self._on_do)
        self.box.rejected.connect(self.reject)
        take_room(self, 70, 14)


class ApproveDialog(ActDialog):
    """Who approves and in which function; says first what is missing."""

    def __init__(self, context: Context, record: bytes, values: Mapping[str, object], parent: QWidget | None) -> None:
        declared = record_type("submission")
        missing = [one for one in missing_for(declared, dict(values), submissions.APPROVED) if one.name not in _GIVEN]
        names = current().join([_(one.label) for one in missing])
        sentence = current().format(_MISSING, fields=names) if missing else _(_WHAT)
        super().__init__(context, _("Approve the report"), sentence, _("Approve"), parent)
        self._record, self._is_complete = record, not missing
        self.officer, self.function = QComboBox(), QLineEdit()
        self.officer.setObjectName("approver")
        self.function.setObjectName("approver_function")
        self._offer_officers()
        if self._is_complete:
            self.ask(_("Approved by"), self.officer)
            self.ask(_("Function of the approver"), self.function)
        self.function.textChanged.connect(self._on_typed)
        self._on_typed("")

    def work(self) -> Callable[[], object]:
        """Approves."""
        officer = self.officer.currentData()
        return partial(
            submissions.approve, self.context.desk, self._record, function=self.function.text().strip(), officer=officer
        )

    def _offer_officers(self) -> None:
        """Where the centre has named approvers only they stand here; else everybody, and whoever works now first."""
        desk = self.context.desk
        me = officer_id(desk.owner, desk.identity.user)
        rows = desk.find("officer", role=submissions.APPROVER) or desk.find("officer")
        for row in sorted(rows, key=lambda one: one.id != me):
            self.officer.addItem(str(row.values.get("name") or _("without a name")), row.id)
        if not rows:
            self.officer.addItem(_("Whoever works here now"), me)

    @Slot(str)
    def _on_typed(self, _text: str) -> None:
        self.do_button.setEnabled(self._is_complete and bool(self.function.text().strip()))


class AnswerDialog(ActDialog):
    """The secretariat accepts a report, or returns it with remarks."""

    def __init__(self, context: Context, record: bytes, verdict: str, parent: QWidget | None) -> None:
        is_return = verdict == submissions.RETURNED
        words = (_("Return the report"), _(_RETURNING), _("Return")) if is_return else (
            _("Accept the report"), _(_ACCEPTING), _("Accept")
        )  # fmt: skip
        super().__init__(context, *words, parent)
        self._record, self._verdict, self._is_return = record, verdict, is_return
        self.remarks = QPlainTextEdit()
        self.remarks.setObjectName("answer_remarks")
        self.remarks.setTabChangesFocus(True)
        self.ask(_("Remarks"), self.remarks)
        self.remarks.textChanged.connect(self._on_typed)
        self._on_typed()

    def work(self) -> Callable[[], object]:
        """Answers."""
        remarks = self.remarks.toPlainText().strip()
        return partial(submissions.answer, self.context.desk, self._record, self._verdict, remarks)

    @Slot()
    def _on_typed(self) -> None:
        self.do_button.setEnabled(not self._is_return or bool(self.remarks.toPlainText().strip()))
