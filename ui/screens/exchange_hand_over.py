"""The card that hands work over: what waits, for whom, how; then what lies on the stick, verified, or is ready to be mailed."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QApplication, QLabel

from baseldesk.i18n import N_, _, current
from ui import theme
from ui.screens import Context
from ui.screens.exchange_handed_over import HandedOver
from ui.screens.exchange_place import LAST_FOLDER, PLUG_IN
from ui.screens.exchange_prepared import PreparedMails
from ui.screens.exchange_state import preview_of
from ui.screens.exchange_truth import count_bytes, list_goes, say_truth
from ui.screens.exchange_volumes import VolumeWatch
from ui.screens.exchange_wish import MAIL, Wish, Wishes
from ui.screens.exchange_working import WorkingCard
from ui.screens.exchange_writing import Mailing, mail_folder, write
from ui.widgets.scrolled import reveal

if TYPE_CHECKING:
    from baseldesk.sync.exporting import Exported
    from baseldesk.sync.preview import Preview
    from ui.screens.exchange_state import ExchangeState

_STOPPED = N_("Stopped. Nothing was handed over.")
_TOO_LARGE = N_("{stick} has too little space for it. Choose fewer documents, or another stick.")


class HandOverCard(WorkingCard):
    """One main button: it packs, writes, reads back, and only then says that the stick may be removed.

    Attributes:
        handed_over: something was written, or said to be sent.
    """

    handed_over = Signal()

    def __init__(self, context: Context, volumes: VolumeWatch) -> None:
        super().__init__(context, "upload")
        self._volumes = volumes
        self._state: ExchangeState | None = None
        self._preview: Preview | None = None
        self._is_asked_for = False
        self._left: int | None = None  # changes that were not sent when the last file was written
        self.wishes, self.estimate, self.result = Wishes(context, volumes), QLabel(), HandedOver(context, volumes)
        self.prepared = PreparedMails(context)
        self._lay_out()
        self._listen()

    def show_state(self, state: ExchangeState) -> None:
        """Takes what is known now."""
        self._state = state
        self._forget_result(state.status.only_here)
        self.wishes.set_addressees(state.addressees)
        self.prepared.show_mailings(state.prepared)
        self.wishes.setEnabled(bool(state.addressees))
        self.retranslate()
        self._show_readiness()
        self._preview_anew()

    def _forget_result(self, only_here: int) -> None:
        """What was written stays told until there is something new to hand over."""
        if self.result.isHidden() or self._left is None:
            self._left = only_here
        elif only_here > self._left:
            self.result.show_done(None)

    def begin(self, way: str) -> None:
        """Has this way chosen, one click before the end; a mail that fits in one part is prepared at once."""
        self._is_asked_for = way == MAIL
        if not self.is_working:
            self.result.show_done(None)
        self.wishes.prefer(way)
        self._preview_anew()

    @property
    def waits(self) -> bool:
        """Whether there is something to hand over; what was written a moment ago is on its way."""
        status = self._state.status if self._state is not None else None
        return status is not None and bool(status.only_here or (status.sent and self.result.isHidden()))

    def retranslate(self) -> None:
        """Sets every text anew."""
        self.set_texts(_("Hand over"), say_truth(self._state), self._word())
        self.wishes.retranslate()
        self.prepared.retranslate()
        self.progress.retranslate()
        self._say_estimate()
        self.result.retranslate()

    def hand_over(self, wish: Wish, folder: Path) -> None:
        """Writes the data file there."""
        self.result.show_done(None)
        work = partial(write, self.context.desk, wish, folder)
        then = partial(self._on_written, wish.way == MAIL)  # another way may be chosen while it is written
        self.start(work, then, _("Writing the data file and reading it back"), _STOPPED)

    def end(self) -> None:
        """The button is for those who are registered, and know where to."""
        super().end()
        self._show_readiness()

    def _show_readiness(self) -> None:
        is_ready = bool(self._state and self._state.addressees) and self.wishes.is_ready()
        self.button.setEnabled(is_ready and not self.is_working)

    # What is said

    def _word(self) -> str:
        if self.wishes.wish().way == MAIL:
            return _("Prepare the e-mail")
        volume = self.wishes.place.volume()
        return current().format(N_("Write to {stick}"), stick=volume.name) if volume else _("Write the data file")

    def _say_estimate(self) -> None:
        """What goes along, and what is still in the way."""
        seen, volume = self._preview, self.wishes.place.volume()
        goes = seen is not None and self.result.isHidden() and (seen.changes or self.wishes.wish().everything)
        lines = list_goes(seen, self._budget()) if seen is not None and goes else []
        is_tight = self.wishes.wish().way != MAIL and volume is not None and not volume.takes(self._size())
        if is_tight and volume is not None:
            lines.append(current().format(_TOO_LARGE, stick=volume.name))
        if not self.wishes.is_ready() and self._state is not None and self._state.addressees:
            lines.append(_(PLUG_IN))
        self.estimate.setText(" ".join(lines))
        self.estimate.setVisible(bool(lines))
        theme.tint(self.estimate, "attention" if is_tight else "text")

    def _budget(self) -> int | None:
        documents = self.wishes.wish().documents
        if isinstance(documents, int):
            return documents
        return None if documents == "all" else 0

    def _size(self) -> int:
        """Bytes that would be written, at most."""
        return count_bytes(self._preview, self._budget()) if self._preview else 0

    # What happens

    @Slot()
    def _preview_anew(self) -> None:
        """Counts what would go, in the background."""
        wish = self.wishes.wish()
        self._show_again()
        if wish.to:
            work = partial(preview_of, self.context.desk, wish.to, everything=wish.everything)
            self.context.runner.read_anew(work, self._on_preview, self._on_no_preview)

    @Slot(object)
    def _on_preview(self, found: Preview) -> None:
        self._preview = found
        self.wishes.show_preview(found)
        self._say_estimate()
        self._go_on()

    def _go_on(self) -> None:
        """From Home straight to the steps of the mail, unless that would be many mails: then a person chooses first."""
        if not self._is_asked_for or self._preview is None or self._state is None or self.is_working:
            return
        self._is_asked_for = False
        if self._state.prepared and not self._state.status.only_here:
            self.prepared.open_guide(self._state.prepared[0])
        elif self._preview.changes and self._size() <= self.wishes.wish().part_bytes:
            self._on_button()
        else:
            self.button.setFocus()

    @Slot(object)
    def _on_no_preview(self, _error: BaseException) -> None:
        """What is not known is not claimed; writing says what is wrong."""
        self._preview = None
        self._say_estimate()

    @Slot()
    def _on_arranged(self) -> None:
        self.button.setText(self._word())
        self._show_readiness()
        self._say_estimate()

    @Slot()
    def _on_button(self) -> None:
        wish = self.wishes.wish()
        if wish.way == MAIL:
            self.hand_over(wish, mail_folder())
        elif wish.folder is not None:
            self.hand_over(wish, wish.folder)
        else:
            self.wishes.place.ask()

    @Slot()
    def _on_again(self) -> None:
        from ui.screens.exchange_again import AgainGuide

        kept = self._state.kept.get(self.wishes.wish().to) if self._state else None
        if kept is not None:
            guide = AgainGuide(self.context, self._volumes, kept, self.window())
            guide.written.connect(self.handed_over)
            guide.open()

    def _show_again(self) -> None:
        """Only while the last bundle for whom it is addressed to is kept."""
        kept = self._state.kept if self._state else {}
        self.wishes.again_button.setEnabled(self.wishes.wish().to in kept)

    def _on_written(self, is_mail: bool, done: Exported) -> None:
        if not is_mail:
            self.context.settings.put(LAST_FOLDER, str(done.files[0][0].parent))
        self._left = None
        self.result.show_done(done, is_mail=is_mail)
        focus = QApplication.focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            self.result.show_button.setFocus()
        reveal(self.result)
        self.handed_over.emit()
        if is_mail:
            files = tuple(path for path, _size in done.files)
            self.prepared.open_guide(Mailing(done.to, bytes.fromhex(done.bundle), files))

    def _listen(self) -> None:
        self.button.clicked.connect(self._on_button)
        self.wishes.changed.connect(self._preview_anew)
        self.wishes.again_wanted.connect(self._on_again)
        self.wishes.arranged.connect(self._on_arranged)
        self._volumes.changed.connect(self._on_arranged)
        self.prepared.said.connect(self.handed_over)
        self.prepared.failed.connect(self.failed)

    def _lay_out(self) -> None:
        self.setObjectName("hand_over")
        self.button.setObjectName("hand_over_button")
        self.estimate.setObjectName("hand_over_estimate")
        self.estimate.setWordWrap(True)
        theme.align(self.estimate)
        for part in (self.prepared, self.wishes, self.estimate, self.progress, self.result):
            self.body.addWidget(part)
