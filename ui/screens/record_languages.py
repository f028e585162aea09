"""The languages that a centre keeps its records in, and which texts of a record are not in all of them yet. It blocks nothing."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from baseldesk.i18n import N_, _, current
from ui.widgets.field_translated import TranslatedEditor
from ui.widgets.form_links import LinkLine

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from ui.screens.record_screen import RecordScreen

_NOT_ALL = N_("Not yet in every language of the centre:")
_MISSING = N_("missing in {language}")
_KEY = "language/"


def read_languages(desk: Desk) -> tuple[str, ...]:
    """The working languages that the centre gave in its own record; () where it gave none."""
    held = next((row.values.get("languages") for row in desk.find("centre", code=desk.owner)), None)
    return tuple(held) if isinstance(held, Mapping) else ()


class RecordLanguages(LinkLine):
    """Beside what the next stage needs, a link for each language: it leads to the first text that is not in it yet.

    On a record without stages it is a line of its own.
    """

    def __init__(self, screen: RecordScreen) -> None:
        super().__init__(screen)
        self._screen = screen
        self._wanted: tuple[str, ...] = ()
        self.setObjectName("missing_languages")
        self.chosen.connect(self._on_chosen)
        if screen.stepper is not None:
            screen.stepper.wanted.connect(self._on_chosen)
        screen.form.checked.connect(self.show_missing)
        self.read()

    def read(self) -> None:
        """Asks the desk for the centre’s languages."""
        context = self._screen.context
        context.runner.read(partial(read_languages, context.desk), self._on_read)

    @Slot()
    def show_missing(self) -> None:
        """Names the languages in which a text is missing."""
        missing = {} if self._screen.is_read_only else self._screen.form.missing_languages()
        codes = [code for code in self._wanted if any(code in held for held in missing.values())]
        links = {f"{_KEY}{code}": current().format(_MISSING, language=code) for code in codes}
        if self._screen.stepper is not None:
            self._screen.stepper.show_also(links)
        else:
            self.show_links(_(_NOT_ALL) if links else "", links)

    @Slot(object)
    def _on_read(self, languages: tuple[str, ...]) -> None:
        if languages != self._wanted:
            self._wanted = languages
            self._screen.form.expect_languages(languages)
            self.show_missing()

    @Slot(str)
    def _on_chosen(self, key: str) -> None:
        if not key.startswith(_KEY):
            return
        language = key.removeprefix(_KEY)
        missing = self._screen.form.missing_languages()
        name = next((name for name, codes in missing.items() if language in codes), "")
        editor = self._screen.form.editors.get(name)
        if isinstance(editor, TranslatedEditor):
            editor.show_language(language)
            self._screen.form.go_to(name)
