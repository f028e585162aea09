"""The centre's own record, edited in place, with the logo for its reports. The secretariat looks at those of the centres."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from baseldesk.errors import RuleBroken
from baseldesk.i18n import N_, RIGHT_TO_LEFT_MARK, _, current, isolate
from baseldesk.records.types import record_type
from ui import icons, theme
from ui.screens import Context
from ui.screens.settings_centre_reading import KIND, Profile, read_profile
from ui.screens.settings_logo import LogoRow
from ui.widgets.banner import Banner
from ui.widgets.card import Card
from ui.widgets.form import Form
from ui.widgets.form_arrangement import FULL, HALF, Group, Item, Page
from ui.widgets.form_changes import difference

if TYPE_CHECKING:
    from baseldesk.desk.shown import Saved

LOGO = "centre_logo"
_PAGE = Page("centre", N_("Centre"), (
    Group((
        Item("name", FULL), Item("host", HALF), Item("city", HALF), Item("languages", HALF), Item("instruments", HALF),
        Item("parties_served", FULL), Item("framework_agreement", HALF), Item(LOGO, FULL, is_slot=True),
    )),
))  # fmt: skip
_OWN = N_("This is how the centre stands on its reports, and how the secretariat sees it once it is sent.")
_OWNED = N_("This record belongs to {centre}; only that centre changes it.")
_NO_CENTRE = N_("The profiles of the centres come with their data files. None has come yet.")
_SAVED = N_("Saved.")


class ProfileCard(Card):
    """A form over the whole card; only what was changed is saved.

    Attributes:
        edited: whether anything is unsaved may be another answer now.
    """

    edited = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__("building-2")
        self.setObjectName("centre_card")
        self._context = context
        self._then: Callable[[], object] | None = None
        self._sent: dict[str, Any] | None = None  # what stood in the form when it was saved, until it was read again
        self._profile = Profile((), context.desk.owner, b"", None)
        self.banner, self.which, self.which_word = Banner(), QComboBox(), QLabel()
        self.logo, self.save_button = LogoRow(context), self.button
        self.form = Form(record_type(KIND), (_PAGE,), None, without=frozenset({"code"}))
        self._lay_out()
        self.form.offer_deciding()
        self.form.deciding_wanted.connect(self._on_deciding)
        self.form.changed.connect(self._on_edited)
        self.save_button.clicked.connect(self._on_save)
        self.which.activated.connect(self._on_which)
        context.notices.changed.connect(self._on_changed)
        self.retranslate()
        self.read()

    def retranslate(self) -> None:
        """Sets every text anew."""
        self.set_texts(_("The centre"), self._sentence(), _("Save"))
        self.which_word.setText(_("Centre"))
        self.which.setAccessibleName(_("Centre"))
        self._name_centres()
        self.form.retranslate()
        self.logo.retranslate()
        self.banner.retranslate()
        self._show_rights()

    def read(self, centre: str = "") -> None:
        """Reads the record of this centre; of one's own without a name."""
        work = partial(read_profile, self._context.desk, centre or self._profile.centre)
        self._context.runner.read_anew(work, self._on_read, self._on_failed)

    @property
    def may_change(self) -> bool:
        """Whether the record that is shown is one's own."""
        return not self._context.desk.is_secretariat

    @property
    def is_changed(self) -> bool:
        """Whether something is not saved yet."""
        return self.may_change and self.form.is_changed

    def save(self, then: Callable[[], object] | None = None) -> None:
        """Saves what was changed; goes on to `then` once it is written. What is typed meanwhile is still to be saved."""
        from baseldesk.desk.shown import Edit

        if self._sent is not None:
            self._then = then or self._then
            return
        self.form.finish()
        if problems := self.form.problems():
            self.form.check()
            self.form.go_to(problems[0].field)
        elif self.is_changed:
            self._then, self._sent = then, self.form.values()
            known = self._profile.shown is not None
            changes = self.form.changes() if known else {"code": self._profile.centre, **self.form.changes()}
            edit = Edit(KIND, self._profile.record, changes, self.form.versions() if known else None)
            work = partial(self._context.desk.save, [edit])
            self._show_state()
            self._context.runner.write(work, self._on_saved, self._on_refused, label=_("Saving…"))
        elif then is not None:
            then()

    def discard(self) -> None:
        """Shows again what is saved; what is being saved is saved, and nothing of it comes back as typed."""
        self._then = self._sent = None
        self.form.load(self._profile.shown)
        self._show_rights()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.which_word)
        row.addWidget(self.which, 1)
        self.body.addLayout(row)
        self.body.addWidget(self.banner)
        self.body.addWidget(self.form)
        inside = QVBoxLayout(self.form.slot(LOGO))
        inside.setContentsMargins(0, theme.NEAR, 0, 0)
        inside.addWidget(self.logo)
        self.form.order_tabs()
        inner = self.form.pages[0].widget()
        assert inner is not None
        inner.installEventFilter(self)
        for widget in (inner, self.form.pages[0].viewport()):  # the card's own ground shows through
            widget.setAutoFillBackground(False)
        self.save_button.setObjectName("save_button")
        icons.put(self.save_button, "save", "on_accent")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keeps the form as high as what is in it: the page scrolls, not the form."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest) and isinstance(watched, QWidget):
            layout, wide = watched.layout(), watched.width()
            assert layout is not None
            high = layout.totalHeightForWidth(wide) if layout.hasHeightForWidth() else layout.totalMinimumSize().height()
            self.form.setMinimumHeight(high + self.form.help.sizeHint().height() + theme.GROUP)
        return super().eventFilter(watched, event)

    def _sentence(self) -> str:
        if self.may_change:
            return f"{RIGHT_TO_LEFT_MARK if current().rtl else ''}{isolate(self._profile.centre)} · {_(_OWN)}"
        held = self._profile.centre in self._profile.centres
        return current().format(_OWNED, centre=self._profile.centre) if held else _(_NO_CENTRE)

    def _name_centres(self) -> None:
        self.which.clear()
        for code in self._profile.centres:
            self.which.addItem(current().label(code, KIND), code)
        self.which.setCurrentIndex(max(self.which.findData(self._profile.centre), 0))
        has_choice = not self.may_change and self.which.count() > 0
        self.which.setVisible(has_choice)
        self.which_word.setVisible(has_choice)

    def _show_rights(self) -> None:
        self.form.set_read_only(not self.may_change)
        self.form.setVisible(self.may_change or bool(self._profile.centres))
        self.save_button.setVisible(self.may_change)
        self._show_state()

    def _show_state(self) -> None:
        self.save_button.setEnabled(self.is_changed and self._sent is None)

    @Slot(object)
    def _on_read(self, profile: Profile) -> None:
        if self.is_changed and profile.centre == self._profile.centre:
            return  # somebody has begun to type; what was shown stands until it is saved
        self._show(profile)

    def _show(self, profile: Profile) -> None:
        self._profile = profile
        self.form.load(profile.shown)
        held = profile.shown.values.get("languages") if profile.shown else None
        self.form.expect_languages(tuple(held) if isinstance(held, Mapping) else ())
        self.retranslate()
        self.edited.emit()

    @Slot()
    def _on_edited(self) -> None:
        self._show_state()
        self.edited.emit()

    @Slot(str)
    def _on_deciding(self, register: str) -> None:
        self._context.window.show_screen("conflict", kind=KIND, id=self._profile.record, register=register)

    @Slot()
    def _on_save(self) -> None:
        self.save()

    @Slot(object)
    def _on_saved(self, _saved: Saved) -> None:
        self.banner.clear()
        work = partial(read_profile, self._context.desk, self._profile.centre)
        self._context.runner.read(work, self._on_read_again, self._on_refused)

    @Slot(object)
    def _on_read_again(self, profile: Profile) -> None:
        if self._sent is None:
            self._on_read(profile)
            return
        then, sent, now = self._then, self._sent, self.form.values()
        self._then = self._sent = None
        self._show(profile)
        self.form.put(difference(now, sent))
        self._on_edited()
        self._context.window.status(_(_SAVED))
        if then is not None:
            then()

    @Slot(object)
    def _on_refused(self, error: BaseException) -> None:
        self._then = self._sent = None
        self._show_state()
        if not (isinstance(error, RuleBroken) and self.form.show_problem(error)):
            self.banner.show_error(error, self.save)

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        self.banner.show_error(error)

    @Slot(int)
    def _on_which(self, _place: int) -> None:
        self.read(str(self.which.currentData()))

    @Slot(object)
    def _on_changed(self, kinds: frozenset[str]) -> None:
        if KIND in kinds:
            self.read()
