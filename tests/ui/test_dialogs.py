"""Where no desktop gives a dialog for files, Qt's own one stands in, in the language of the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel, QWidget

from baseldesk.i18n import LANGUAGES
from ui import dialogs


def words(dialog: QFileDialog) -> set[str]:
    """What stands on its labels and buttons, and what these are called, in plain letters."""
    parts = [one for one in dialog.findChildren(QWidget) if isinstance(one, QLabel | QAbstractButton)]
    return {said for one in parts for said in (one.text(), one.toolTip(), one.accessibleName()) if said.isascii() and said}


def test_qts_own_dialog_for_files_speaks_the_language(qtbot: Any, use_language: Callable[[str], None], tmp_path: Path) -> None:
    said: dict[str, set[str]] = {}
    for language in LANGUAGES:
        use_language(language)
        parent = QWidget()
        qtbot.addWidget(parent)
        dialog = dialogs.ask_target(parent, "Save", tmp_path / "one.pdf", "PDF (*.pdf)", print)
        said[language] = words(dialog)
        dialog.reject()
    assert len(said["en"]) > 8
    assert {language for language in LANGUAGES if said[language] & said["en"]} == {"en"}
