"""Start-up: one application, one desk, one window. Nothing here is imported by anything else in `ui`."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from baseldesk.errors import BaselDeskError, DeskError
from baseldesk.i18n import system_language
from baseldesk.small_hash import sha256
from ui import fonts, icons, messages, motion, screens, theme
from ui.beginning import first_step
from ui.history import Step
from ui.language import Language
from ui.notices import Notices
from ui.probe import FIRST_PAINT, FirstPaint, report_and_leave
from ui.settings import STYLE_KEYS, Settings
from ui.tasks import Runner
from ui.window import MainWindow

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from ui.passphrase import PassphraseAsker

LOCKED = ("key.locked", "key.passphrase_wrong")  # somebody has to type the passphrase of encrypted records
LOST = ("protection.secret_missing", "key.unreadable", "desk.other_key")  # what opened them is gone; a printed key may be there
HOLD_AT_MOST = 300  # milliseconds that background work waits for the first paint


class Application(QObject):
    """Everything that lives as long as the program: runner, notices, settings, language, theme, the window."""

    def __init__(self, app: QApplication, desk: Desk, settings: Settings, tongue: str = "") -> None:
        super().__init__()
        self.app, self.desk, self.settings = app, desk, settings
        self.system_points = fonts.points_of_system(app)
        icons.hurry(True)
        self.runner, self.notices, self.language = Runner(), Notices(), Language(app)
        self.language.use(tongue or settings.language or system_language())
        self.language.use_style(settings.style)
        motion.apply(app, reduced=settings.choice("motion") == "reduced")
        fonts.choose(app, self.system_points, settings.text_percent)
        theme.apply(app, settings.theme)
        settings.changed.connect(self._on_setting)
        app.styleHints().colorSchemeChanged.connect(self._on_system_colors)
        self.window = MainWindow(desk, self.runner, self.notices, settings, self.language)
        self.asker: PassphraseAsker | None = None

    def show(self, probe: str | None = None) -> None:
        """Opens the window where the day begins; the rest of the fonts and the count of unsent changes come after its paint.

        The activities are painted with their first rows; what any other place shows is read once it stands there.
        """
        self.runner.hold()
        first = Step(screens.FIRST) if probe else first_step(self.settings, self.desk.is_secretariat)
        self.window.show_screen(first.name, **first.place)
        watch = FirstPaint(self.window.places.screens[first.name], with_rows=first.name == screens.FIRST)
        watch.painted.connect(report_and_leave if probe == FIRST_PAINT else self._load_rest)
        QTimer.singleShot(HOLD_AT_MOST, self._release)
        self.window.show()

    def close(self) -> None:
        """Ends the background work; writes come to their end first, and nothing waits for an answer any more."""
        if self.asker is not None:
            self.asker.remove()
        self.runner.close()
        self.language.withdraw()

    @Slot()
    def _load_rest(self) -> None:
        from ui.first_run_answers import take_next
        from ui.lent_files import take_away_left
        from ui.passphrase import PassphraseAsker

        self._release()
        self.asker = PassphraseAsker(self.desk.folder, self.window)
        self.asker.install()
        icons.hurry(False)
        if fonts.register_all():
            fonts.choose(self.app, self.system_points, self.settings.text_percent)
        theme.renew()
        self.window.ask_standing()
        self.window.asking.ask_at_start()
        self.window.offer.ask()
        self.window.backups.start()
        self.runner.read(take_away_left)
        if begun := take_next(self.settings):
            self.window.show_screen("exchange", begin=begun)

    @Slot()
    def _release(self) -> None:
        """What waited for the paint begins; rubbish is collected again, but never what the start has made, which stays."""
        self.runner.release()
        gc.freeze()
        gc.enable()

    @Slot(str)
    def _on_setting(self, key: str) -> None:
        if key == "language":
            self.language.use(self.settings.language or system_language())
        elif key == "theme":
            theme.apply(self.app, self.settings.theme)
        elif key == "text_percent":
            fonts.choose(self.app, self.system_points, self.settings.text_percent)
            theme.renew()
        elif key == "motion":
            motion.apply(self.app, reduced=self.settings.choice(key) == "reduced")
        elif key in STYLE_KEYS:
            self.language.use_style(self.settings.style)

    @Slot()
    def _on_system_colors(self) -> None:
        theme.apply(self.app, self.settings.theme)


def run(desk_folder: Path, probe: str | None = None, language: str | None = None) -> int:
    """Opens the window on a desk and stays until it is closed; returns the exit code.

    Args:
        desk_folder: the folder of the desk.
        probe: «first-paint» prints what was loaded, and the memory used, once the first list was painted, and leaves.
        language: one of the six; else the person's choice, else the system's.
    """
    app = make_app()
    settings = Settings(None if probe else settings_path(desk_folder))
    tongue = language or settings.language or system_language()
    is_put_aside = False
    while True:
        try:
            if probe is None and not has_desk(desk_folder) and not _begin(app, desk_folder, settings, tongue, is_put_aside):
                return 0
            desk = open_desk(desk_folder)
            break
        except BaselDeskError as error:
            ask = _unlock if _can_unlock(error, desk_folder) and probe is None else _ask_about
            chosen = ask(app, error, desk_folder, tongue, settings)
            if not chosen:
                return error.exit_code
            is_put_aside = chosen == "aside"
    with desk:
        settings.use_officer(desk.identity.user.hex())
        tongue = language or settings.language or tongue
        return _stay(Application(app, desk, settings, tongue), probe)


def make_app() -> QApplication:
    """Qt's application object, named and in the one style that follows palettes everywhere."""
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("BaselDesk")
    app.setApplicationDisplayName("")  # titles carry the name themselves
    app.setStyle("Fusion")
    return app


def open_desk(folder: Path) -> Desk:
    """The desk in this folder; imported here, so that a broken desk can still be told about."""
    from baseldesk.sync.opening import open_desk as opened

    return opened(folder)


def has_desk(folder: Path) -> bool:
    """Whether somebody began to work in this folder."""
    return (folder / "desk.db").exists()


def _begin(app: QApplication, folder: Path, settings: Settings, tongue: str, has_earlier: bool) -> bool:
    """The first start: makes the desk with a person's answers; False where they left.

    Args:
        has_earlier: there was a desk, and it was put aside: the way back from a backup comes first.
    """
    from ui.first_run import FirstRun

    with _as_chosen(app, settings, tongue) as language:
        guide = FirstRun(folder, language, settings, has_earlier=has_earlier)
        begun = guide.exec() == guide.DialogCode.Accepted  # nothing else runs yet
        if begun:
            settings.put("language", language.code)
    return begun


@contextmanager
def _as_chosen(app: QApplication, settings: Settings, tongue: str) -> Iterator[Language]:
    """Language, letters and colours as they were chosen, for what stands before the window."""
    language = Language(app)
    language.use(tongue)
    fonts.register_all()
    fonts.choose(app, fonts.points_of_system(app), settings.text_percent)
    theme.apply(app, settings.theme)
    try:
        yield language
    finally:
        language.withdraw()


def settings_path(desk_folder: Path) -> Path:
    """Where the window's own settings for this desk lie: with the person's other settings, never in the desk."""
    from platformdirs import user_config_path

    mark = sha256(str(desk_folder.resolve()).encode()).hexdigest()[:12]
    return user_config_path("baseldesk", appauthor=False) / f"window-{mark}.json"


def _stay(application: Application, probe: str | None) -> int:
    messages.catch_everything(application.window.places.show_error)
    application.show(probe)
    code = application.app.exec()
    application.close()
    sys.excepthook = sys.__excepthook__
    return code


def _can_unlock(error: BaselDeskError, folder: Path) -> bool:
    """Whether a person can open the records by what they know or have on paper."""
    return error.code in LOCKED or (error.code in LOST and (folder / "keys" / "at-rest.age").exists())


def _unlock(app: QApplication, error: BaselDeskError, folder: Path, tongue: str, settings: Settings) -> str:
    """Asks for what opens records that lie encrypted; "again" once they are open, "" to quit, else as a person then chooses."""
    from ui.unlock import FORGOTTEN, UnlockDialog

    with _as_chosen(app, settings, tongue):
        said = messages.say(error).text if error.code != "key.locked" else ""
        ended = UnlockDialog(folder, said, needs_page=error.code in LOST).exec()  # nothing else runs yet
    if ended == FORGOTTEN:
        return _ask_about(app, error if error.code in LOST else DeskError("protection.forgotten"), folder, tongue, settings)
    return "again" if ended else ""


def _ask_about(app: QApplication, error: BaselDeskError, folder: Path, tongue: str, settings: Settings) -> str:
    """Says why the desk cannot be opened, and what a person chooses: "again", "aside" (done then), or "" to quit."""
    from ui.first_run_trouble import ASIDE, Trouble, put_aside

    with _as_chosen(app, settings, tongue):
        box = Trouble(error, folder)
        chosen = box.choice if box.exec() else ""  # nothing else runs yet
    if chosen == ASIDE:
        try:
            put_aside(folder)
        except BaselDeskError as reason:
            return _ask_about(app, reason, folder, tongue, settings)
    return chosen
