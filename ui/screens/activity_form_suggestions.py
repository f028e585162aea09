"""What follows from what was chosen: key activities from the waste streams and themes, the objective from the key activity,
the core function from the kind."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from baseldesk.i18n import N_, _, current
from baseldesk.records import vocabulary
from ui.widgets.field_choice import CodeEditor
from ui.widgets.form import Form
from ui.widgets.form_links import LinkLine

_SUGGESTED = N_("Suggested by the waste streams and themes:")
_SOURCES = ("waste_streams", "themes")
_LONGEST = 90


class Suggestions(QWidget):
    """A line of key activities to take with one click; the same come first in the field's list."""

    def __init__(self, form: Form, parent: QWidget) -> None:
        super().__init__(parent)
        self._form = form
        self.links = LinkLine(self)
        self._codes: tuple[str, ...] = ()
        for place in (parent, self):
            layout = QVBoxLayout(place)
            layout.setContentsMargins(0, 0, 0, 0)
            layout.addWidget(self if place is parent else self.links)
        self.links.chosen.connect(self._on_chosen)
        for name in _SOURCES:
            form.editors[name].changed.connect(self.show_suggestions)
        form.editors["key_activity"].changed.connect(self._on_key_activity)
        form.editors["kind"].changed.connect(self._on_kind)

    def show_suggestions(self) -> None:
        """Reads the streams and themes, and offers what goes with them."""
        held = [code for name in _SOURCES for code in self._form.editors[name].value() or ()]  # type: ignore[attr-defined]
        self._codes = tuple(dict.fromkeys(one for code in held for one in vocabulary.key_activities_for(code)))
        editor = self._form.editors["key_activity"]
        if isinstance(editor, CodeEditor):
            editor.vocabulary.put_first(self._codes)
        self.retranslate()

    def retranslate(self) -> None:
        """Names the suggestions in the language in use."""
        taken = self._form.editors["key_activity"].value()
        links = {code: _short(current().label(code, "key_activity")) for code in self._codes if code != taken}
        self.links.show_links(_(_SUGGESTED) if links else "", links)

    def _on_chosen(self, code: str) -> None:
        self._form.editors["key_activity"].put(code)

    def _on_key_activity(self) -> None:
        code = self._form.editors["key_activity"].value()
        self._fill("objective", vocabulary.objective_of(str(code)) if code else "")
        self.retranslate()

    def _on_kind(self) -> None:
        code = self._form.editors["kind"].value()
        self._fill("core_function", vocabulary.core_function_of(str(code)) if code else "")

    def _fill(self, name: str, code: str) -> None:
        """Enters what follows, where nothing else was entered."""
        if code and self._form.editors[name].value() is None:
            self._form.editors[name].put(code)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()}…"
