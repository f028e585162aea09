"""Settings: how the window looks and speaks, and what this computer is called among the registered ones."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLayout, QVBoxLayout, QWidget

from baseldesk.i18n import N_, NATIVE_NAMES, _, current
from ui import language, theme
from ui.screens import Context, Screen
from ui.screens.officer_roles import RolesCard
from ui.screens.settings_backup import BackupCard
from ui.settings import TEXT_PERCENTS, THEMES
from ui.widgets.card import Card
from ui.widgets.scrolled import scrolled

_THEME_WORDS = {
    "system": N_("As the system has it"), "light": N_("Light"), "dark": N_("Dark"), "contrast": N_("High contrast"),
}  # fmt: skip


class Choice(QWidget):
    """A label over a list to choose from; knows the key it is kept under."""

    def __init__(self, key: str, values: list[Any]) -> None:
        super().__init__()
        self.key = key
        self.label, self.box = QLabel(), QComboBox()
        self.box.setObjectName(f"setting_{key}")
        self.label.setBuddy(self.box)
        for value in values:
            self.box.addItem("", value)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.HAIR)
        column.addWidget(self.label)
        column.addWidget(self.box)

    def set_texts(self, label: str, words: list[str]) -> None:
        """Sets the label and the words of the values."""
        self.label.setText(label)
        self.box.setAccessibleName(label)
        for at, word in enumerate(words):
            self.box.setItemText(at, word)

    def choose(self, value: Any) -> None:
        """Shows a value as chosen, without telling anybody."""
        self.box.blockSignals(True)
        self.box.setCurrentIndex(max(self.box.findData(value), 0))
        self.box.blockSignals(False)


class SettingsScreen(Screen):
    """Every choice works at once; nothing needs a restart."""

    name = "settings"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.language = Choice("language", list(language.offered()))
        self.theme = Choice("theme", list(THEMES))
        self.text_percent = Choice("text_percent", list(TEXT_PERCENTS))
        self.window_card, self.computer_card = Card("sliders-horizontal"), Card("hard-drive")
        self.roles, self.backup = RolesCard(context), BackupCard(context)
        self.facts = QGridLayout()
        self._fact_labels: list[tuple[QLabel, QLabel]] = []
        self._arrange()
        for choice in (self.language, self.theme, self.text_percent):
            choice.box.activated.connect(self._on_activated)
        self.retranslate()
        self.ready.emit()

    def title(self) -> str:
        """«Settings»."""
        return _("Settings")

    def retranslate(self) -> None:
        """Sets every text anew, and shows what is chosen now."""
        super().retranslate()
        self.window_card.set_texts(_("The window"), _("Each choice is for you alone and works at once."))
        self.language.set_texts(_("Language"), [NATIVE_NAMES[code] for code in language.offered()])
        self.theme.set_texts(_("Colours"), [_(_THEME_WORDS[one]) for one in THEMES])
        sizes = [current().format(N_("{percent} %"), percent=one) for one in TEXT_PERCENTS]
        self.text_percent.set_texts(_("Size of text"), sizes)
        self.language.choose(current().language)
        self.theme.choose(self.context.settings.theme)
        self.text_percent.choose(self.context.settings.text_percent)
        self.computer_card.set_texts(_("This computer"))
        self.roles.retranslate()
        self.backup.retranslate()
        self._show_facts()

    def focus_first(self) -> None:
        """On the language."""
        self.language.box.setFocus()

    def _arrange(self) -> None:
        for choice in (self.language, self.theme, self.text_percent):
            choice.setMaximumWidth(420)
            self.window_card.body.addWidget(choice)
        self.facts.setHorizontalSpacing(theme.GROUP)
        self.facts.setVerticalSpacing(theme.HAIR)
        self.facts.setColumnStretch(1, 1)
        self.computer_card.body.addLayout(self.facts)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GROUP)
        column.addWidget(self.window_card)
        column.addWidget(self.computer_card)
        column.addWidget(self.backup)
        column.addWidget(self.roles)
        column.addStretch(1)
        self.body.addWidget(scrolled(inner))

    def _show_facts(self) -> None:
        desk = self.context.desk
        facts = ((_("Centre"), desk.owner), (_("Folder"), str(desk.folder)), (_("Registered computer"), desk.device.hex()[:8]))
        empty_grid(self.facts)
        for row, (word, value) in enumerate(facts):
            label, held = QLabel(word), QLabel(value)
            theme.tint(label, "muted")
            held.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            held.setWordWrap(True)
            theme.align(held)
            self.facts.addWidget(label, row, 0)
            self.facts.addWidget(held, row, 1)

    @Slot()
    def _on_activated(self) -> None:
        box = self.sender()
        if isinstance(box, QComboBox):
            self.context.settings.put(box.objectName().removeprefix("setting_"), box.currentData())


def empty_grid(layout: QLayout) -> None:
    """Takes every widget out of a layout."""
    while item := layout.takeAt(0):
        if widget := item.widget():
            widget.deleteLater()
