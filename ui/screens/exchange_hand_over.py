"""The card that hands work over: what waits, for whom, where to; then what lies on the stick, verified."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QPushButton

from baseldesk.i18n import N_, _, current
from ui import dialogs, icons, theme
from ui.screens import Context
from ui.screens.exchange_words import count_changes, count_documents, count_records, name_organisation, write_size
from ui.volumes import list_volumes
from ui.widgets.card import Card
from ui.widgets.progress import Progress

if TYPE_CHECKING:
    from baseldesk.sync.bundle import Exported
    from ui.screens.exchange_state import ExchangeState

LAST_FOLDER = "exchange/folder"


class HandOverCard(Card):
    """One main button: it packs, writes, reads back, and only then says that the stick may be removed."""

    handed_over = Signal()
    failed = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__("upload")
        self._context = context
        self._state: ExchangeState | None = None
        self._done: Exported | None = None
        self._extra_folders: list[Path] = []
        self.addressee, self.place = QComboBox(), QComboBox()
        self.addressee_label, self.place_label = QLabel(), QLabel()
        self.documents, self.everything = QCheckBox(), QCheckBox()
        self.result, self.show_button, self.progress = QLabel(), QPushButton(), Progress()
        self._fill_body()
        self._connect()
        self.setObjectName("hand_over")

    def show_state(self, state: ExchangeState) -> None:
        """Takes what is known now."""
        self._state = state
        chosen = self.addressee.currentData()
        self.addressee.clear()
        for code in state.addressees:
            self.addressee.addItem(name_organisation(code), code)
        self.addressee.setCurrentIndex(max(self.addressee.findData(chosen), 0))
        self.retranslate()

    def retranslate(self) -> None:
        """Sets every text anew."""
        self.set_texts(_("Hand over"), self._truth(), _("Write the data file"))
        for label, box, word in ((self.addressee_label, self.addressee, _("For")), (self.place_label, self.place, _("Where to"))):
            label.setText(word)
            box.setAccessibleName(word)
        for at in range(self.addressee.count()):
            self.addressee.setItemText(at, name_organisation(self.addressee.itemData(at)))
        self.documents.setText(_("With the documents"))
        self.everything.setText(_("Send everything again (harmless)"))
        self.show_button.setText(_("Show in its folder"))
        several = self.addressee.count() > 1
        self.addressee.setVisible(several)
        self.addressee_label.setVisible(several)
        self.progress.retranslate()
        self.list_places()
        self._show_result()

    @Slot()
    def list_places(self) -> None:
        """The sticks that are plugged in, the folders used before, and the choice of another."""
        chosen = self.place.currentData() or self._context.settings.get(LAST_FOLDER)
        self.place.clear()
        for volume in list_volumes():
            text = current().fill("{name} · {free}", name=volume.name, free=write_size(volume.free))
            self.place.addItem(icons.icon("usb"), text, str(volume.path))
        for folder in self._folders():
            self.place.addItem(icons.icon("folder"), str(folder), str(folder))
        self.place.addItem(icons.icon("folder-open"), _("Choose a folder…"), "")
        self.place.setCurrentIndex(max(self.place.findData(chosen), 0))

    def hand_over(self, folder: Path) -> None:
        """Writes the data file there."""
        from baseldesk.sync.bundle import export_bundle

        self._done = None
        self._show_result()
        work = partial(
            export_bundle, self._context.desk, str(self.addressee.currentData()), folder,
            everything=self.everything.isChecked(), documents="all" if self.documents.isChecked() else "none",
        )  # fmt: skip
        label = _("Writing the data file and reading it back")
        task = self._context.runner.write(work, self._on_done, self._on_failed, label=label, reports=True)
        task.progressed.connect(self.progress.set_progress)
        task.stopped.connect(self._on_stopped)
        self.progress.follow(task)
        self.button.setEnabled(False)

    def _truth(self) -> str:
        """What waits, in one sentence."""
        if self._state is None:
            return ""
        status = self._state.status
        if not status.enrolled:
            return _("Once this computer is registered, your work can be handed over. Until then it is safe here.")
        if not status.only_here and not status.sent:
            return _("Everything you entered is at its destination. You can still send it all again.")
        return " ".join(part for part in (self._only_here(), self._sent()) if part)

    def _only_here(self) -> str:
        assert self._state is not None
        n = self._state.status.only_here
        return current().format_plural(N_("{n} change was not sent yet."), N_("{n} changes were not sent yet."), n) if n else ""

    def _sent(self) -> str:
        assert self._state is not None
        n = self._state.status.sent
        one = N_("{n} change was sent and is not acknowledged yet: it goes again.")
        many = N_("{n} changes were sent and are not acknowledged yet: they go again.")
        return current().format_plural(one, many, n) if n else ""

    def _show_result(self) -> None:
        done = self._done
        self.result.setVisible(done is not None)
        self.show_button.setVisible(done is not None)
        if done is None:
            return
        size = write_size(sum(size for _path, size in done.files))
        held = [count_changes(done.changes), count_records(done.records)]
        if done.documents:
            held.append(count_documents(done.documents))
        text = N_("{file} ({what}; {size}) is written and was read back.")
        lines = [current().format(text, file=done.files[0][0].name, what=", ".join(held), size=size)]
        if self._is_on_stick(done.files[0][0]):
            lines.append(_("It is safe to remove the stick."))
        if done.centre_left_out:
            lines.append(_("Data meant only for the centre’s own computers stayed here, as no other of them is registered."))
        if done.unsigned:
            lines.append(_("Some changes wait for the key of this computer and stayed here."))
        self.result.setText("\n".join(lines))

    def _is_on_stick(self, file: Path) -> bool:
        return any(volume.path == file.parent or volume.path in file.parents for volume in list_volumes())

    def _folders(self) -> list[Path]:
        kept = self._context.settings.get(LAST_FOLDER)
        usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        found = [*self._extra_folders, *([Path(kept)] if isinstance(kept, str) else []), *([Path(usual)] if usual else [])]
        mounted = {volume.path for volume in list_volumes()}
        return [one for one in dict.fromkeys(found) if one.is_dir() and one not in mounted]

    def _fill_body(self) -> None:
        for label, box in ((self.addressee_label, self.addressee), (self.place_label, self.place)):
            label.setBuddy(box)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(12)
            self.body.addWidget(label)
            self.body.addWidget(box)
        self.addressee.setObjectName("hand_over_addressee")
        self.place.setObjectName("hand_over_place")
        self.button.setObjectName("hand_over_button")
        self.documents.setChecked(True)
        self.result.setWordWrap(True)
        self.result.setObjectName("hand_over_result")
        theme.tint(self.result, "good")
        icons.put(self.show_button, "folder-open")
        row = QHBoxLayout()
        row.addWidget(self.show_button)
        row.addStretch(1)
        for part in (self.documents, self.everything, self.progress, self.result):
            self.body.addWidget(part)
        self.body.addLayout(row)

    def _connect(self) -> None:
        self.button.clicked.connect(self._on_button)
        self.place.activated.connect(self._on_place)
        self.show_button.clicked.connect(self._on_show)

    @Slot()
    def _on_button(self) -> None:
        folder = self.place.currentData()
        if folder:
            self.hand_over(Path(folder))
        else:
            self._ask_folder()

    @Slot()
    def _on_place(self) -> None:
        if not self.place.currentData():
            self._ask_folder()

    def _ask_folder(self) -> None:
        start = str(self._context.settings.get(LAST_FOLDER, ""))
        dialogs.ask_folder(self, _("Where is the data file to be written?"), start, self.choose_folder)

    def choose_folder(self, chosen: list[Path]) -> None:
        """Takes the folder that a person chose, and shows it as the place."""
        self._extra_folders = chosen[:1]
        self._context.settings.put(LAST_FOLDER, str(chosen[0]))
        self.list_places()
        self.place.setCurrentIndex(max(self.place.findData(str(chosen[0])), 0))

    @Slot(object)
    def _on_done(self, done: Exported) -> None:
        self._done = done
        self._context.settings.put(LAST_FOLDER, str(done.files[0][0].parent))
        self._end()
        self._show_result()
        self.handed_over.emit()

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        self._end()
        self.failed.emit(error)

    @Slot()
    def _on_stopped(self) -> None:
        self._end()
        self._context.window.status(_("Stopped. Nothing was handed over."))

    def _end(self) -> None:
        self.progress.follow(None)
        self.button.setEnabled(True)

    @Slot()
    def _on_show(self) -> None:
        if self._done is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._done.files[0][0].parent)))
