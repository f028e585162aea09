"""The window of help: pages, contents, search, back and forward.

Decision: a window of its own that stays above the one it belongs to, not a dock. On a screen of 1024 points a dock would leave a
form half its width; a window can be laid anywhere, over what is not needed just now. A dialog that bars the main window gets a
help window of its own, since it bars that of the main window, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, QUrl, Slot
from PySide6.QtGui import QAction, QFontMetrics, QGuiApplication, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QTextBrowser,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from baseldesk.help import read_page, split_target
from baseldesk.help_search import search
from baseldesk.i18n import _, current
from ui import help_rich, icons, theme
from ui.help_guide import QuickGuide
from ui.widgets.dialog import Dialog

if TYPE_CHECKING:
    from ui.screens import Context

CONTENTS, SEARCH = "contents:", "search:"  # what is shown besides pages; after «search:» stands what was typed
_PAUSE = 150  # milliseconds of silence before the pages are searched
_WIDE, _HIGH = 28, 34  # lines of text


class HelpWindow(Dialog):
    """The pages of help, with contents, search, back and forward. Not modal; Esc closes it and leaves it as it was."""

    def __init__(self, owner: QWidget, context: Context | None = None) -> None:
        super().__init__(owner)
        self.setObjectName("help")
        self._owner = owner
        self.past: list[str] = []
        self.coming: list[str] = []
        self.here = ""
        self.back_button, self.forward_button, self.contents_button = QToolButton(), QToolButton(), QToolButton()
        self.line, self.text, self.guide_button = QLineEdit(), QTextBrowser(), QToolButton()
        self.guide = QuickGuide(context, self) if context is not None else None
        self._print_action, self._save_action = QAction(self), QAction(self)
        self._search_soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._arrange()
        self._connect()
        if isinstance(owner, QDialog):
            owner.finished.connect(self.close)
        theme.bind(self, "help", self.retranslate)  # language, colours, size of text and direction all come this way

    def go(self, target: str) -> None:
        """Shows a page, the contents, or what a search finds; where one was can be gone back to."""
        target = target if target.startswith((CONTENTS, SEARCH)) else target.replace(".md", "")
        if target == self.here:
            self._show_here()
            return
        if self.here and not (target.startswith(SEARCH) and self.here.startswith(SEARCH)):
            self.past.append(self.here)
        self.here, self.coming = target, []
        self._show_here()

    def appear(self) -> None:
        """Comes to the front, beside the work where there is room."""
        if not self.isVisible():
            self.move(self._place())
        self.show()
        self.activateWindow()
        self.text.setFocus()

    @Slot()
    def retranslate(self) -> None:
        """Sets every text anew, the page in the language in use."""
        self.setWindowTitle(_("Help"))
        for button, word, icon in (
            (self.back_button, _("Back"), "arrow-left"), (self.forward_button, _("Forward"), "arrow-right"),
            (self.contents_button, _("Contents"), "list-checks"), (self.guide_button, _("Quick guide"), "printer"),
        ):  # fmt: skip
            icons.put(button, icon)
            button.setAccessibleName(word)
            button.setToolTip(word)
            button.setText(word)
        self.line.setPlaceholderText(_("Search in the help"))
        self.line.setAccessibleName(_("Search in the help"))
        words = QFontMetrics(QApplication.font()).horizontalAdvance(self.line.placeholderText())
        self.line.setMinimumWidth(words + 3 * theme.GROUP)
        self._print_action.setText(_("Print the quick guide…"))
        self._save_action.setText(_("Save the quick guide as PDF…"))
        self._show_here()

    def _show_here(self) -> None:
        """Writes what is shown, and goes to its place."""
        if not self.here:
            return
        html, anchor = self._write()
        self.text.document().setDefaultFont(QApplication.font())
        self.text.document().setIndentWidth(QFontMetrics(QApplication.font()).horizontalAdvance("000"))
        self.text.setHtml(html)
        if anchor:
            self.text.scrollToAnchor(anchor)
        self.back_button.setEnabled(bool(self.past))
        self.forward_button.setEnabled(bool(self.coming))

    def _write(self) -> tuple[str, str]:
        """The text, and where in it to begin."""
        t = current()
        if self.here.startswith(CONTENTS):
            self.text.setAccessibleName(_("Contents"))
            return help_rich.write_contents(t), ""
        if self.here.startswith(SEARCH):
            self.text.setAccessibleName(_("What was found"))
            return help_rich.write_found(search(self.here.removeprefix(SEARCH), t.language), t), ""
        name, anchor = split_target(self.here)
        page = read_page(name, t.language)
        self.text.setAccessibleName(page.title)
        return help_rich.write_page(page, t), anchor

    @Slot()
    def back(self) -> None:
        """Shows what was shown before."""
        if self.past:
            self.coming.append(self.here)
            self.here = self.past.pop()
            self._show_here()

    @Slot()
    def forward(self) -> None:
        """Takes the last step back again."""
        if self.coming:
            self.past.append(self.here)
            self.here = self.coming.pop()
            self._show_here()

    @Slot()
    def show_contents(self) -> None:
        """Lists all pages."""
        self.go(CONTENTS)
        self.text.setFocus()

    @Slot(QUrl)
    def _on_link(self, link: QUrl) -> None:
        self.go(link.toString())

    @Slot()
    def _on_search(self) -> None:
        typed = self.line.text().strip()
        if typed:
            self.go(f"{SEARCH}{typed}")
        elif self.here.startswith(SEARCH):
            self.back()

    @Slot()
    def _on_entered(self) -> None:
        """Enter goes down to what was found."""
        self._search_soon.stop()
        self._on_search()
        self.text.setFocus()

    @Slot()
    def _on_alt_left(self) -> None:
        (self.forward if current().rtl else self.back)()

    @Slot()
    def _on_alt_right(self) -> None:
        (self.back if current().rtl else self.forward)()

    def _place(self) -> QPoint:
        """At the trailing edge of the window that it belongs to, on the screen."""
        owner = self._owner.frameGeometry()
        screen = self._owner.screen() or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        wide = min(self.width(), max(room.width() * 2 // 5, self.minimumSizeHint().width()))
        self.resize(min(wide, room.width()), min(self.height(), room.height() - theme.PAGE))
        left = owner.left() + theme.GROUP if current().rtl else owner.right() - self.width() - theme.GROUP
        top = min(owner.top() + 2 * theme.PAGE, room.bottom() - self.height() - theme.NEAR)
        return QPoint(max(room.left(), min(left, room.right() - self.width() - theme.NEAR)), max(room.top(), top))

    def _connect(self) -> None:
        self.back_button.clicked.connect(self.back)
        self.forward_button.clicked.connect(self.forward)
        self.contents_button.clicked.connect(self.show_contents)
        self.text.anchorClicked.connect(self._on_link)
        self.line.textEdited.connect(self._search_soon.start)
        self.line.returnPressed.connect(self._on_entered)
        self._search_soon.timeout.connect(self._on_search)
        if self.guide is not None:
            self._print_action.triggered.connect(self.guide.print)
            self._save_action.triggered.connect(self.guide.save)
        keys = (
            ("Alt+Left", self._on_alt_left), ("Alt+Right", self._on_alt_right), ("Ctrl+F", self.line.setFocus),
            ("F1", self.show_contents),
        )  # fmt: skip
        for key, act in keys:
            action = QAction(self)
            action.setShortcut(QKeySequence(key))
            action.triggered.connect(act)
            self.addAction(action)

    def _arrange(self) -> None:
        self.text.setOpenLinks(False)
        self.text.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.text.document().setDocumentMargin(theme.GROUP)
        self.line.setClearButtonEnabled(True)
        menu = QMenu(self)
        menu.addActions([self._print_action, self._save_action])
        self.guide_button.setMenu(menu)
        self.guide_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.guide_button.setVisible(self.guide is not None)
        for name, button in (("back", self.back_button), ("forward", self.forward_button), ("contents", self.contents_button)):
            button.setObjectName(f"help_{name}")
        self.guide_button.setObjectName("help_guide")
        self.line.setObjectName("help_search")
        self.text.setObjectName("help_text")
        self.contents_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        row = QHBoxLayout()
        for part in (self.back_button, self.forward_button, self.contents_button, self.guide_button):
            row.addWidget(part)
        row.addWidget(self.line, 1)
        column = QVBoxLayout(self)
        column.setSpacing(theme.NEAR)
        column.addLayout(row)
        column.addWidget(self.text, 1)
        self.resize(_WIDE * self.fontMetrics().height(), _HIGH * self.fontMetrics().height())
