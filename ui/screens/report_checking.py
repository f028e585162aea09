"""Whether a printed page or certificate is genuine: a file, a scan or a photograph is taken, and the answer is said in words."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Slot

from baseldesk.i18n import N_, _, current
from ui import dialogs

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from baseldesk.reports.verify import Finding
    from baseldesk.reports.verify_file import Looked
    from ui.screens import Screen

_KINDS = N_("Printed pages (*.pdf *.png *.jpg *.jpeg *.webp)")
_BANNERS = {"genuine": "good", "outdated": "attention", "unknown_signer": "attention", "altered": "bad"}


def check_file(desk: Desk, file: Path, language: str) -> tuple[list[Finding], Looked]:
    """What is to be thought of each code in a file, and of which pages they are.

    Raises:
        FileRefused: it cannot be read, or shows no code of a report or certificate.
    """
    from baseldesk.reports.verify_file import verify_file
    from baseldesk.sync.code_reading import read_first_pages
    from baseldesk.sync.signers import signers_of

    return verify_file(desk, file, read_first_pages, signers_of(desk), language)


class Checking(QObject):
    """Asks for the page, and lets its screen's banner say what was found."""

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen)
        self._screen = screen
        self._file = ""

    @Slot()
    def start(self) -> None:
        """Asks which page."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialogs.ask_files(self._screen, _("Check a printed page"), folder, [_(_KINDS)], self.check)

    def check(self, chosen: list[Path]) -> None:
        """Checks this file in the background."""
        self._file = chosen[0].name
        context = self._screen.context
        work = partial(check_file, context.desk, chosen[0], current().language)
        context.runner.read(work, self._on_checked, self._on_failed, label=_("Checking the page"))

    @Slot(object)
    def _on_checked(self, checked: tuple[list[Finding], Looked]) -> None:
        from baseldesk.reports.verify import worst
        from baseldesk.reports.verify_words import tell_finding, tell_unread

        found, looked = checked
        told = [" ".join(tell_finding(one, current())) for one in found]
        words = "\n".join(one for one in (*told, tell_unread(looked.pages_read, looked.pages, current())) if one)
        self._screen.banner.say(_BANNERS[str(worst(found))], "{file}: {words}", file=self._file, words=words)

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        self._screen.show_error(error)
