"""Export: everything there is, as a workbook, for other programs, for an archive, or for publication."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QDate, Qt, QTimer, Slot
from PySide6.QtWidgets import QButtonGroup, QLabel, QLineEdit, QPushButton, QRadioButton, QVBoxLayout, QWidget

from baseldesk.i18n import N_, _, current
from ui import dialogs, icons, theme
from ui.screens import Context, Screen
from ui.screens import exporting_writing as writing
from ui.widgets.check import Check
from ui.widgets.plain_table import PlainTable
from ui.widgets.progress import Progress
from ui.widgets.scrolled import scrolled

if TYPE_CHECKING:
    from ui.screens.exporting_writing import Written

_KINDS: tuple[tuple[str, str, str, str], ...] = (
    (
        writing.WORKBOOK,
        N_("Workbook"),
        N_("A sheet for each type of record, in words. Edited elsewhere, it can be imported again."),
        N_("Workbooks (*.xlsx)"),
    ),
    (
        writing.PACKAGE,
        N_("Data package for other programs"),
        N_("Tables with the names and codes of the fields, and their description, in one ZIP file."),
        N_("Data packages (*.datapackage.zip)"),
    ),
    (
        writing.BAG,
        N_("Folder for an archive"),
        N_("The same tables with all documents and the checksum of every file; it can be read without BaselDesk."),
        N_("Folders (*.bag)"),
    ),
    (
        writing.IATI,
        N_("Publication in IATI"),
        N_("Activities in IATI 2.03. Only those marked “May be published: yes” and ready to share go out."),
        N_("IATI files (*.iati.xml)"),
    ),
)  # fmt: skip
_WRITTEN = N_("Written: {file}")
_RECORDS = N_("Records in it: {count}.")
_STOPPED = N_("Stopped. Nothing was written.")


class ExportScreen(Screen):
    """Everything there is, into one file."""

    name = "export"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._written: Written | None = None
        self.kinds = [QRadioButton() for _kind in _KINDS]
        self._sentences = [QLabel() for _kind in _KINDS]
        self._group = QButtonGroup(self)
        self.people, self.all_marks = Check(), Check()
        self.organisation, self._organisation_label = QLineEdit(), QLabel()
        self.write_button, self.progress, self.remarks = QPushButton(), Progress(), PlainTable((26, 0))
        self._lay_out()
        self._connect()
        self.retranslate()
        QTimer.singleShot(0, self, self.ready.emit)

    @property
    def chosen(self) -> str:
        """What is to be written."""
        return _KINDS[max(0, self._group.checkedId())][0]

    def title(self) -> str:
        """«Export»."""
        return _("Export")

    def retranslate(self) -> None:
        """Sets every text anew."""
        super().retranslate()
        for button, label, (_name, word, sentence, _filter) in zip(self.kinds, self._sentences, _KINDS, strict=True):
            button.setText(_(word))
            label.setText(_(sentence))
            button.setAccessibleDescription(_(sentence))
        self.people.setText(_("Also personal data that stays at the centre; keep the file safe"))
        self.all_marks.setText(_("Also what is not marked for publication or not ready to share"))
        self._organisation_label.setText(_("The centre’s identifier in IATI (remembered)"))
        self.organisation.setAccessibleName(self._organisation_label.text())
        self.organisation.setPlaceholderText("XM-DAC-41114")
        self.write_button.setText(_("Write the file…"))
        self.progress.retranslate()
        self._show()

    def focus_first(self) -> None:
        """On what is to be written."""
        self.kinds[max(0, self._group.checkedId())].setFocus()

    @Slot()
    def ask(self) -> None:
        """Asks where to, and writes."""
        ending = writing.ENDINGS[self.chosen]
        name = f"{self.context.desk.owner}-{QDate.currentDate().toString(Qt.DateFormat.ISODate)}{ending}"
        kind = _KINDS[self._group.checkedId()][3]
        dialog = dialogs.ask_target(self, _("Where to?"), Path.home() / name, _(kind), self.write)
        dialog.setDefaultSuffix(ending.lstrip("."))

    def write(self, chosen: list[Path]) -> None:
        """Writes what is chosen to this place, in the background."""
        how: dict[str, Any] = {"people": self.people.isChecked()}
        if self.chosen == writing.IATI:
            how |= {"reporting_org": self.organisation.text().strip(), "all_marks": self.all_marks.isChecked()}
        self.banner.clear()
        self._written = None
        work = partial(writing.write_all, self.context.desk, self.chosen, chosen[0], current().language, how)
        task = self.context.runner.write(work, self._on_written, self._on_failed, label=_("Writing"), reports=True)
        task.progressed.connect(self.progress.set_progress)
        task.stopped.connect(self._on_stopped)
        self.progress.follow(task)
        self._show()

    @Slot(object)
    def _on_written(self, written: Written) -> None:
        self._written = written
        self.progress.follow(None)
        self.banner.say("good", _WRITTEN, _RECORDS, file=written.path.name, count=current().number(written.count))
        self._show()

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        self.progress.follow(None)
        self._show()
        self.context.window.show_error(error)

    @Slot()
    def _on_stopped(self) -> None:
        self.progress.follow(None)
        self._show()
        self.context.window.status(_(_STOPPED))

    def _show(self) -> None:
        is_working = self.progress.task is not None
        for part in (*self.kinds, self.people, self.all_marks, self.organisation, self.write_button):
            part.setEnabled(not is_working)
        for part in (self.all_marks, self.organisation, self._organisation_label):
            part.setVisible(self.chosen == writing.IATI)
        remarks = self._written.remarks if self._written else ()
        self.remarks.setVisible(bool(remarks))
        if remarks:
            from baseldesk.formats.sentences import tell

            rows = [(one.where, tell(one.code, one.params, current())) for one in remarks]
            self.remarks.setAccessibleName(_("Remarks"))
            self.remarks.show_rows((_("Where"), _("Remark")), rows)

    def _lay_out(self) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.NEAR)
        for number, (button, sentence) in enumerate(zip(self.kinds, self._sentences, strict=True)):
            self._group.addButton(button, number)
            button.setObjectName(f"export_{_KINDS[number][0]}")
            theme.size(button, bold=True)
            theme.tint(sentence, "muted")
            theme.align(sentence)
            sentence.setWordWrap(True)
            sentence.setContentsMargins(theme.PAGE, 0, theme.PAGE, theme.HAIR)
            column.addWidget(button)
            column.addWidget(sentence)
        self.kinds[0].setChecked(True)
        self._organisation_label.setBuddy(self.organisation)
        self.organisation.setMaximumWidth(36 * self.fontMetrics().averageCharWidth())
        parts: tuple[QWidget, ...] = (
            self.people,
            self.all_marks,
            self._organisation_label,
            self.organisation,
            self.progress,
            self.remarks,
        )
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        self.remarks.setMinimumHeight(6 * theme.row_height(self.remarks))
        self.body.addWidget(scrolled(page))
        self.header.add(self.write_button)
        theme.make_primary(self.write_button)
        icons.put(self.write_button, "download", "on_accent")
        names = {
            "export_people": self.people, "export_all_marks": self.all_marks, "export_organisation": self.organisation,
            "export_button": self.write_button, "export_remarks": self.remarks,
        }  # fmt: skip
        for name, part in names.items():
            part.setObjectName(name)

    def _connect(self) -> None:
        self.write_button.clicked.connect(self.ask)
        self._group.idToggled.connect(self._on_kind)

    def _on_kind(self, _number: int, _checked: bool) -> None:
        self._show()
