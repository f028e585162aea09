"""A line across the top of a screen: what happened, what is safe, what to do next. Never in the way of the work."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from baseldesk.i18n import N_, _, current
from ui import icons, messages, theme
from ui.widgets.frame import Frame

_LOOKS = {
    "info": ("info", "accent", N_("For your information")),
    "good": ("circle-check", "good", N_("Done")),
    "attention": ("triangle-alert", "attention", N_("Please note")),
    "bad": ("circle-alert", "bad", N_("It did not work")),
}


class Banner(Frame):
    """Hidden until it has something to say; says it again in the new language when that changes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._said: Callable[[], messages.Sentence] | None = None
        self._kind, self._action_label = "info", ""
        self._act: Callable[[], object] | None = None
        self._error: BaseException | None = None
        self._icon, self.text, self.hint = QLabel(), QLabel(), QLabel()
        self.action, self.copy_button, self.close_button = QPushButton(), QPushButton(), QToolButton()
        self._arrange()
        self.hide()

    def _arrange(self) -> None:
        for label in (self.text, self.hint):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        theme.size(self.text, bold=True)
        words = QVBoxLayout()
        words.setSpacing(theme.HAIR)
        words.addWidget(self.text)
        words.addWidget(self.hint)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.GROUP, theme.NEAR, theme.NEAR, theme.NEAR)
        row.setSpacing(theme.NEAR)
        self._icon.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        row.addWidget(self._icon)
        row.addLayout(words, 1)
        for button in (self.action, self.copy_button, self.close_button):
            row.addWidget(button)
        icons.put(self.close_button, "x")
        self.close_button.setAutoRaise(True)
        self.close_button.clicked.connect(self.clear)
        self.copy_button.clicked.connect(self._on_copy)
        self.action.clicked.connect(self._on_action)

    def say(self, kind: str, msgid: str, hint: str = "", **params: object) -> None:
        """Shows a message of a kind (info, good, attention, bad), given as message ids with their parameters."""
        self._error = None
        self._show(kind, lambda: messages.Sentence(current().format(msgid, **params), current().format(hint, **params)))

    def say_count(self, kind: str, one: str, many: str, n: int) -> None:
        """Shows a message that counts, given by both its message ids."""
        self._error = None
        self._show(kind, lambda: messages.Sentence(current().format_plural(one, many, n), ""))

    def offer(self, label: str, act: Callable[[], object]) -> None:
        """Adds one button to what is being said; the label is a message id."""
        self._action_label, self._act = label, act
        self.retranslate()

    def show_error(self, error: BaseException, retry: Callable[[], object] | None = None) -> None:
        """Says what an error means and what to do next; its details can be copied."""
        self._error = error
        self._show("bad", lambda: messages.say(error))
        if retry is not None:
            self.offer(N_("Retry"), retry)

    def clear(self) -> None:
        """Takes the message away."""
        self._said = self._error = self._act = None
        self._action_label = ""
        self.hide()

    def retranslate(self) -> None:
        """Says the same in the language in use now."""
        self.close_button.setAccessibleName(_("Close"))
        self.close_button.setToolTip(_("Close"))
        self.copy_button.setText(_("Copy details"))
        self.action.setText(_(self._action_label))
        self.action.setVisible(bool(self._action_label))
        if self._said is not None:
            sentence = self._said()
            self.text.setText(sentence.text)
            self.hint.setText(sentence.hint)
            self.hint.setVisible(bool(sentence.hint))
            self.setAccessibleName(f"{_(_LOOKS[self._kind][2])}: {sentence.text}")
            self.setAccessibleDescription(sentence.hint)

    def _show(self, kind: str, said: Callable[[], messages.Sentence]) -> None:
        self._kind, self._said, self._act, self._action_label = kind, said, None, ""
        icon, role, _word = _LOOKS[kind]
        icons.put_on_label(self._icon, icon, 20, role)
        self.mark = role
        self.copy_button.setVisible(self._error is not None)
        self.retranslate()
        self.show()
        self.update()

    def _on_copy(self) -> None:
        if self._error is not None:
            QApplication.clipboard().setText(messages.describe(self._error))

    def _on_action(self) -> None:
        act = self._act
        self.clear()
        if act is not None:
            act()
