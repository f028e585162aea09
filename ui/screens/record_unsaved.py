"""What is typed on a record screen and not saved yet, kept on this computer: through leaving, a crash and a power cut."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Slot

from baseldesk.i18n import N_, current
from ui.screens.record_standing import content_of, open_lines, put_content

if TYPE_CHECKING:
    from baseldesk.desk.database import Writer
    from baseldesk.desk.unsaved import Noted, Unsaved
    from ui.screens.record_screen import RecordScreen

PAUSE = 1500  # milliseconds after a key: no more than that is ever lost
_WRITTEN = N_("You wrote this on {moment} and have not saved it yet.")
_CHANGED_SINCE = N_("The record was changed meanwhile: what both of you wrote is kept when you save, and you can decide then.")
_THROWN = N_("The draft was thrown away.")


class Moment:
    """An instant that is written in the language of the moment it is read."""

    def __init__(self, at: datetime) -> None:
        self._at = at.astimezone()

    def __str__(self) -> str:
        return current().date(self._at, "short")


class KeepingUnsaved(QObject):
    """Keeps it a moment after each key, and puts it back into the form with a word about it."""

    def __init__(self, screen: RecordScreen) -> None:
        super().__init__(screen)
        self._screen = screen
        self._last: dict[str, Any] | None = None
        self._is_kept = self._is_said = False
        self._under_way: deque[tuple[bytes, Unsaved | None]] = deque()  # what the writer has not kept, or forgotten, yet
        self._failed: dict[bytes, Unsaved] = {}  # by record, what could not be kept, until something newer is
        self._thrown: Unsaved | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.keep)

    def touch(self) -> None:
        """Something changed; it is kept in a moment."""
        if not self._pause.isActive():
            self._pause.start()

    def keep_again(self) -> None:
        """Something was written elsewhere: what was kept may have gone with a person who was erased for good."""
        self._last = None
        self.touch()

    def stop(self) -> None:
        """The screen shows something else from now on."""
        self._pause.stop()
        self._last, self._is_kept, self._is_said = None, False, False

    @Slot()
    def keep(self) -> None:
        """Keeps what is unsaved now; what is no longer unsaved is forgotten."""
        screen = self._screen
        self._pause.stop()
        if screen.saving.is_running or screen.loading.is_loading or screen.context.runner.is_closed:
            return  # the window that closes asks about what is unsaved
        if screen.has_unsaved() or open_lines(self._screen):
            self._keep()
        elif self._is_kept:
            self.forget()

    def keep_aside(self) -> None:
        """Keeps what is unsaved for another day; beside a save that is running, what that does not hold."""
        if not self._screen.saving.is_running:
            self.keep()
        elif self._screen.saving.is_behind:
            self._keep()

    def _keep(self) -> None:
        screen, content = self._screen, content_of(self._screen)
        if content != self._last:
            self._last, self._is_kept = content, True
            self._write(self._unsaved(screen.record_id, content))

    def forget(self) -> None:
        """What was kept of this record goes: it was given up."""
        from baseldesk.desk.unsaved import forget

        screen, record = self._screen, self._screen.record_id
        self.stop()
        self._hand_in(record, None, partial(forget, screen.context.desk, screen.kind, record))

    def forgetting(self) -> Callable[[Writer], None]:
        """To be done in the transaction of a save: what is saved is not unsaved any more."""
        from baseldesk.desk.unsaved import forget_in

        self._pause.stop()
        self._last = None
        self._failed.pop(self._screen.record_id, None)
        return partial(forget_in, record_type=self._screen.kind, record=self._screen.record_id)

    def saved(self) -> None:
        """It was saved; nothing needs to be said of the draft any more. What was typed meanwhile is kept anew."""
        if self._is_said:
            self._screen.banner.clear()
        self.stop()
        self.touch()

    def under_way(self, record: bytes) -> tuple[Unsaved | None, ...]:
        """What is being kept of a record, oldest first, None for forgetting it: the desk, read now, may not know of it yet."""
        return tuple(word for one, word in self._under_way if one == record)

    def restore(self, kept: Unsaved) -> None:
        """Puts what was kept on the screen, unless it is being forgotten.

        A screen that was left before this came stays as it is: whoever comes back has it read again.
        """
        screen = self._screen
        if not (screen.is_read_only or screen.is_left or self.under_way(kept.record)[-1:] == (None,)):
            self._put(kept)

    def _put(self, kept: Unsaved) -> None:
        put_content(self._screen, kept.content)
        self._last, self._is_kept = content_of(self._screen), True
        self._say(kept, is_changed=self._is_changed(kept.content.get("versions", {})))
        self._screen.tell()

    @Slot()
    def throw_away(self) -> None:
        """Shows what was saved; the draft can be brought back as long as this is said."""
        screen = self._screen
        self._thrown = self._unsaved(screen.record_id, content_of(self._screen))
        screen.discard()
        screen.banner.say("info", _THROWN)
        screen.banner.offer(N_("Bring it back"), self._bring_back)

    @Slot()
    def _bring_back(self) -> None:
        screen, thrown = self._screen, self._thrown
        if thrown is None or screen.has_unsaved() or (thrown.record != screen.record_id and not thrown.is_new):
            return
        if thrown.is_new:
            screen.loading.begin({}, thrown.record)
        self._put(thrown)
        self._last = None
        self.keep()

    def _say(self, kept: Unsaved, *, is_changed: bool) -> None:
        self._is_said = True
        banner = self._screen.banner
        banner.say("attention" if is_changed else "info", _WRITTEN, _CHANGED_SINCE if is_changed else "", moment=Moment(kept.at))
        banner.offer(N_("Throw away"), self.throw_away)

    def _is_changed(self, seen: Mapping[str, Sequence[bytes]]) -> bool:
        """Whether a register that was typed into has other versions now than it had then."""
        shown = self._screen.form.shown
        held = shown.versions if shown else {}
        return any(sorted(held.get(register, ())) != sorted(versions) for register, versions in seen.items())

    def _unsaved(self, record: bytes, content: dict[str, Any]) -> Unsaved:
        from baseldesk.desk.unsaved import Unsaved

        return Unsaved(self._screen.kind, record, self._screen.is_new, datetime.now(UTC), content)

    def _write(self, one: Unsaved) -> None:
        from baseldesk.desk.unsaved import keep

        self._hand_in(one.record, one, partial(keep, self._screen.context.desk, one))

    def _hand_in(self, record: bytes, word: Unsaved | None, work: Callable[[], Noted]) -> None:
        self._failed.pop(record, None)
        self._under_way.append((record, word))
        self._screen.context.runner.write(work, self._on_written, self._on_failed)

    @Slot(object)
    def _on_written(self, _noted: Noted) -> None:
        """The writer works in order."""
        self._under_way.popleft()

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        """What the form still holds is said once, where nothing else is being said; what was put aside can be tried again."""
        record, one = self._under_way.popleft()
        self._last = None
        screen = self._screen
        if one is not None and (screen.is_left or screen.record_id != record):
            if not self.under_way(record):
                self._failed[record] = one
            screen.context.window.show_error(error, partial(self._try_again, record))
        elif screen.banner.isHidden():
            screen.show_error(error)

    def _try_again(self, record: bytes) -> None:
        """Keeps what could not be kept, unless something newer of the record was kept, saved or given up since."""
        one = self._failed.pop(record, None)
        if one is not None:
            self._write(one)
