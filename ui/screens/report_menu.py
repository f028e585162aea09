"""What one does seldom with a report: copies in other forms, a mail draft, arranging it, checking a page that comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QWidget

from baseldesk.i18n import _
from baseldesk.reports.kinds import WEB, WORD, ReportKind

if TYPE_CHECKING:
    from ui.screens.report_making import Made


class ReportMenu(QMenu):
    """Offers what goes with the kind of report, and what can be done at all before a report is made."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.word, self.web = self.addAction(""), self.addAction("")
        self.mail, self.arrange = self.addAction(""), self.addAction("")
        self.addSeparator()
        self.check = self.addAction("")

    def retranslate(self) -> None:
        """Sets every text anew."""
        self.word.setText(_("Save a copy for Word…"))
        self.web.setText(_("Save as a web page…"))
        self.mail.setText(_("Prepare an e-mail…"))
        self.arrange.setText(_("Arrange the report…"))
        self.check.setText(_("Check a printed page…"))

    def fit(self, kind: ReportKind, made: Made | None) -> None:
        """Shows what can be done with this report."""
        for action in (self.word, self.web, self.mail):
            action.setEnabled(made is not None)
        self.word.setVisible(WORD in kind.formats)
        self.web.setVisible(WEB in kind.formats)
        self.mail.setVisible(not kind.for_centre_only)
        self.arrange.setVisible(bool(made and made.sections))
