"""The card that hands work over: what waits, for whom, how; then what lies on the stick, verified, or is ready to be mailed."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLabel

from baseldesk.i18n import N_, _, current
from ui import theme
from ui.screens import Context
from ui.screens.exchange_handed_over import HandedOver
from ui.screens.exchange_place import LAST_FOLDER
from ui.screens.exchange_prepared import PreparedMails
from ui.screens.exchange_volumes import VolumeWatch
from ui.screens.exchange_wish import MAIL, Wish, Wishes
from ui.screens.exchange_words import count_changes, count_documents, write_size
from ui.screens.exchange_working import WorkingCard
from ui.screens.exchange_writing import Mailing, mail_folder, write

if TYPE_CHECKING:
    from baseldesk.sync.exporting import Exported
    from baseldesk.sync.preview import Preview
    from ui.screens.exchange_state import ExchangeState, Numbered

_STOPPED = N_("Stopped. Nothing was handed over.")
_GOES = N_("Goes along: {what}; at most {size}.")
_TOO_LARGE = N_("{stick} has too little space for it. Choose fewer documents, or another stick.")
_CENTRE_GOES = N_("Data meant only for the centre’s own computers go along.")
_CENTRE_STAYS = N_("Data meant only for the centre’s own computers stay here: no other of them is registered.")


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
        self._reading = 0
        self.wishes, self.estimate, self.result = Wishes(context, volumes), QLabel(), HandedOver(context, volumes)
        self.prepared = PreparedMails(context)
        self._lay_out()
        self._listen()

    def show_state(self, state: ExchangeState) -> None:
        """Takes what is known now."""
        self._state = state
        self.wishes.set_addressees(state.addressees)
        self.prepared.show_mailings(state.prepared)
        self.wishes.setEnabled(bool(state.addressees))
        self.retranslate()
        self._preview_anew()

    def retranslate(self) -> None:
        """Sets every text anew."""
        self.set_texts(_("Hand over"), self._truth(), self._word())
        self.wishes.retranslate()
        self.prepared.retranslate()
        self.progress.retranslate()
        self._say_estimate()
        self.result.retranslate()

    def hand_over(self, wish: Wish, folder: Path) -> None:
        """Writes the data file there."""
        self.result.show_done(None)
        work = partial(write, self.context.desk, wish, folder)
        self.start(work, self._on_written, _("Writing the data file and reading it back"), _STOPPED)

    def end(self) -> None:
        """The button is for those who are registered."""
        super().end()
        self.button.setEnabled(bool(self._state and self._state.addressees))

    # What is said

    def _word(self) -> str:
        return _("Prepare the e-mail") if self.wishes.wish().way == MAIL else _("Write the data file")

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

    def _say_estimate(self) -> None:
        seen, wish = self._preview, self.wishes.wish()
        self.estimate.setVisible(seen is not None)
        if seen is None:
            return
        budget = {"all": None, "none": 0}.get(str(wish.documents), wish.documents)
        count, size = seen.carried(budget)  # type: ignore[arg-type]
        size += seen.text_bytes
        what = [count_changes(seen.changes), *([count_documents(count)] if seen.documents else [])]
        lines = [current().format(_GOES, what=", ".join(what), size=write_size(size))]
        if seen.centre_changes:
            lines.append(_(_CENTRE_GOES))
        if seen.centre_left_out:
            lines.append(_(_CENTRE_STAYS))
        volume = self.wishes.place.volume()
        is_tight = wish.way != MAIL and volume is not None and not volume.takes(size)
        if is_tight and volume is not None:
            lines.append(current().format(_TOO_LARGE, stick=volume.name))
        self.estimate.setText(" ".join(lines))
        theme.tint(self.estimate, "attention" if is_tight else "text")

    # What happens

    @Slot()
    def _preview_anew(self) -> None:
        """Counts what would go, in the background; only the last answer is shown."""
        from ui.screens.exchange_state import Numbered, preview_as

        wish = self.wishes.wish()
        self._show_again()
        self._reading += 1
        if not wish.to:
            self._on_preview(Numbered(self._reading, None))
            return
        work = partial(preview_as, self._reading, self.context.desk, wish.to, everything=wish.everything)
        self.context.runner.read(work, self._on_preview, self._on_no_preview)

    @Slot(object)
    def _on_preview(self, found: Numbered) -> None:
        if found.number == self._reading:
            self._preview = found.preview
            if found.preview is not None:
                self.wishes.show_preview(found.preview)
            self._say_estimate()

    @Slot(object)
    def _on_no_preview(self, _error: BaseException) -> None:
        """What is not known is not claimed; writing says what is wrong."""
        self._preview = None
        self._say_estimate()

    @Slot()
    def _on_arranged(self) -> None:
        self.button.setText(self._word())
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

    def _on_written(self, done: Exported) -> None:
        wish = self.wishes.wish()
        if wish.way != MAIL:
            self.context.settings.put(LAST_FOLDER, str(done.files[0][0].parent))
        self.result.show_done(done, is_mail=wish.way == MAIL)
        self.handed_over.emit()
        if wish.way == MAIL:
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
