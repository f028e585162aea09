"""The window's language and direction, changed while it runs: our catalogues, Qt's own, and the way Qt writes numbers."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTranslator, Signal
from PySide6.QtWidgets import QApplication

from baseldesk import catalogues, i18n
from baseldesk.resources import translations
from baseldesk.style import Style
from ui import fonts, theme

_QT_CATALOGUE = {"zh": "zh_CN"}  # there is no qtbase_zh
_QT_LOCALE = {"en": "en_GB", "ar": "ar_001", "zh": "zh_CN"}  # ar_001 writes Latin digits, as the United Nations do


def offered() -> list[str]:
    """The languages whose texts exist here: English stands in the program, the others need a catalogue."""
    return [code for code in i18n.LANGUAGES if code == "en" or _has_catalogue(code)]


def _has_catalogue(code: str) -> bool:
    folder = translations() / code / "LC_MESSAGES"
    return any((folder / f"{catalogues.DOMAIN}.{kind}").exists() for kind in ("mo", "po"))


def _qt_locale(t: i18n.Translator) -> str:
    if t.language == "ar" and t.style.digits == "arabic":
        return "ar_EG"
    return _QT_LOCALE.get(t.language, t.language)


class Language(QObject):
    """The one in use. `changed` comes after Qt itself was switched, so screens only need to set their texts."""

    changed = Signal(str)

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._translator: QTranslator | None = None
        self.code = "en"

    def use(self, code: str) -> None:
        """Switches everything to this language at once."""
        self.code = i18n.use(code).language
        fonts.register_for(self.code)
        locale = QLocale(_qt_locale(i18n.current()))
        locale.setNumberOptions(QLocale.NumberOption.DefaultNumberOptions)
        QLocale.setDefault(locale)
        self._install()
        rightwards = Qt.LayoutDirection.LeftToRight
        self._app.setLayoutDirection(Qt.LayoutDirection.RightToLeft if i18n.current().rtl else rightwards)
        theme.renew()
        self.changed.emit(self.code)

    def use_style(self, style: Style) -> None:
        """Writes days and numbers in this style from now on, in the language in use."""
        if style != i18n.current().style:
            i18n.use_style(style)
            self.use(self.code)

    def withdraw(self) -> None:
        """Takes Qt's own texts out again: another `Language` takes over."""
        if self._translator is not None:
            self._app.removeTranslator(self._translator)
            self._translator.deleteLater()
            self._translator = None

    def _install(self) -> None:
        self.withdraw()
        self._translator = QTranslator(self)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        self._translator.load(f"qtbase_{_QT_CATALOGUE.get(self.code, self.code)}", folder)
        self._app.installTranslator(self._translator)
