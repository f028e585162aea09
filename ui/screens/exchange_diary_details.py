"""One line of the diary in full: what happened, with the technical words, to be read or copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFormLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from baseldesk.i18n import N_, _, current
from ui import theme
from ui.screens.exchange_words import describe_outcome, name_kind, name_organisation
from ui.widgets.dialog import Dialog

if TYPE_CHECKING:
    from baseldesk.sync.diary import Exchange

_COUNTS = {
    "changes": N_("Changes"), "new": N_("New changes"), "known": N_("Changes known before"), "parked": N_("Changes set aside"),
    "records": N_("Records"), "documents": N_("Documents"), "left_out": N_("Documents that follow later"), "number": N_("Number"),
    "conflicts": N_("Conflicts"),
}  # fmt: skip
_DELETE = Qt.WidgetAttribute.WA_DeleteOnClose


def tell(line: Exchange) -> list[tuple[str, str]]:
    """Label and value of everything worth knowing of a line."""
    told = [
        (_("When"), current().date(line.at.astimezone(), "long")),
        (_("What"), name_kind(line)),
        (_("With"), name_organisation(line.peer) if line.peer else "–"),
        (_("How it ended"), describe_outcome(line)),
    ]
    held = line.detail
    told += [(_(word), current().number(held[name])) for name, word in _COUNTS.items() if isinstance(held.get(name), int)]
    if isinstance(held.get("bytes"), int):
        told.append((_("Size"), current().size(held["bytes"])))
    names = held.get("files") or ([held["file"]] if held.get("file") else [])
    told += [(_("File"), str(name)) for name in names]
    if line.medium:
        told.append((_("Written to"), line.medium))
    if line.bundle:
        from baseldesk.sync.words import fingerprint_words

        told.append((_("Words to compare by phone"), fingerprint_words(line.bundle).replace("-", " ")))
        told.append((_("Bundle"), line.bundle.hex()))
    return told if line.outcome == "done" else [*told, (_("Code"), line.outcome)]


class DetailsBox(Dialog):
    """Closed by Esc; everything in it can be selected, or copied at once."""

    def __init__(self, line: Exchange, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(_DELETE)
        self.setObjectName("diary_details")
        self.setWindowTitle(_("One exchange"))
        told = tell(line)
        self._text = "\n".join(f"{label}: {value}" for label, value in told)
        rows = QFormLayout()
        rows.setHorizontalSpacing(theme.GROUP)
        for label, value in told:
            rows.addRow(_muted(label), _selectable(value))
        self.copy_button = QPushButton(_("Copy details"))
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        box.addButton(self.copy_button, QDialogButtonBox.ButtonRole.ActionRole)
        box.rejected.connect(self.reject)
        self.copy_button.clicked.connect(self._on_copy)
        column = QVBoxLayout(self)
        column.setSpacing(theme.GROUP)
        column.addLayout(rows)
        column.addWidget(box)

    @Slot()
    def _on_copy(self) -> None:
        QApplication.clipboard().setText(self._text)


def _muted(text: str) -> QLabel:
    label = QLabel(text)
    theme.tint(label, "muted")
    return label


def _selectable(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard)
    label.setWordWrap(True)
    label.setMinimumWidth(320)
    theme.align(label)
    return label
