"""Views of a list: three buttons at the end of its conditions for groups, columns and what was saved under a name.

Without a view the list keeps columns, order and groups as they were left; a view keeps its conditions too, and changes only when
it is saved again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton

from baseldesk.i18n import N_, _, current
from ui import icons
from ui.screens.views_columns import Columns, as_kept
from ui.screens.views_menus import VIEW, fill_groups, fill_views
from ui.screens.views_store import View, ViewStore

if TYPE_CHECKING:
    from ui.screens.record_list import RecordListScreen
    from ui.screens.views_dialogs import NameDialog

_PAUSE = 400  # milliseconds after the last pull at a column before it is kept
_CHANGED = N_("{view} (changed)")


class ListViews(QObject):
    """The views of one list.

    Attributes:
        shown: the view that was chosen last, as it is saved.
    """

    def __init__(self, screen: RecordListScreen, columns: Columns) -> None:
        super().__init__(screen)
        self._screen, self._list, self.columns = screen, screen.list, columns
        self.store = ViewStore(screen.context.settings, screen.declared)
        self.shown = self.store.standing()
        self.group_button, self.columns_button, self.views_button = QToolButton(), QToolButton(), QToolButton()
        self.group_menu, self.views_menu = QMenu(self.group_button), QMenu(self.views_button)
        self._is_waiting = False  # whether something arranged is still to be kept
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._lay_out()
        self._listen()
        self._arrange()

    def retranslate(self) -> None:
        """Sets every text anew."""
        self.group_button.setText(_("Group by…"))
        self.group_button.setToolTip(_("How many there are of each"))
        self.columns_button.setText(_("Columns…"))
        self.columns_button.setToolTip(_("Which columns are shown, in which order"))
        self.views_button.setToolTip(_("Views: conditions, order, columns and groups kept under a name"))
        self._say()

    def show(self, view: View, where: Mapping[str, object] | None = None, search: str = "") -> None:
        """Shows the list so; `where` and `search` stand instead of the view's own conditions."""
        self._keep()
        self.shown = view
        self._arrange()
        self._list.show_where(view.where if where is None else where, search)
        self._say()

    def show_all(self, where: Mapping[str, object] | None = None, search: str = "") -> None:
        """Shows all records in view, or those with these conditions."""
        self.show(self.store.standing(), where, search)

    def show_deleted(self) -> None:
        """Shows the records that were deleted: there they can be restored."""
        self.show(self.store.standing()._replace(deleted=True, group=""))

    def now(self) -> View:
        """What a person sees at the moment."""
        query, field = self._list.asked_query(), self._list.groups.field
        return View(
            self.shown.name,
            self._list.filters.where(),
            query.sort,
            query.descending,
            as_kept(self._list.columns()),
            field.name if field else "",
            query.deleted,
        )

    def is_changed(self) -> bool:
        """Whether a saved view was changed since it was chosen."""
        saved = self.shown._replace(columns=as_kept(self.columns.chosen(self.shown.columns)))
        return bool(self.shown.name) and self.now() != saved

    @Slot(str, str)
    def save(self, name: str, instead_of: str = "") -> None:
        """Saves what is shown under a name; or the view of another name, unchanged, under this one."""
        held = self.store.find(instead_of) if instead_of else None
        self.store.save((held or self.now())._replace(name=name), instead_of)
        self.shown = self.store.find(name) or self.shown
        self._say()

    def restore_default(self) -> None:
        """Shows the list as it came: its own columns, order, no groups, no conditions."""
        self._is_waiting = False
        self.store.forget_standing()
        self.shown = View()
        self._arrange()
        self._list.show_where({})
        self._say()

    @Slot()
    def _on_officer(self) -> None:
        """Somebody else works now: the list stands as they left it."""
        self._is_waiting = False
        self._pause.stop()
        self.show_all()

    def _arrange(self) -> None:
        view = self.shown
        self._list.arrange(self.columns.chosen(view.columns), view.sort, view.descending, view.group, deleted=view.deleted)

    @Slot()
    def _keep(self) -> None:
        """Keeps what a person arranged in the list without a view."""
        self._pause.stop()
        if self._is_waiting and not self.shown.name and not self.shown.deleted:
            self.store.keep_standing(self.now())
        self._is_waiting = False

    @Slot()
    def _on_arranged(self) -> None:
        self._is_waiting = True
        self._pause.start()
        self._say()

    def _say(self) -> None:
        word = self.shown.name or (_("Deleted") if self.shown.deleted else _("All"))
        said = current().format(_CHANGED, view=word) if self.is_changed() else word
        self.views_button.setText(said)
        self.views_button.setAccessibleName(f"{_('Views')}: {said}")

    @Slot()
    def _fill_views(self) -> None:
        fill_views(self.views_menu, self.shown, [one.name for one in self.store.saved()], is_changed=self.is_changed())

    @Slot()
    def _fill_groups(self) -> None:
        fill_groups(self.group_menu, self._list.filters.fields.values(), self._list.groups.field)

    @Slot()
    def _on_all_asked(self) -> None:
        self.show_all()

    @Slot(QAction)
    def _on_view(self, action: QAction) -> None:
        chosen = str(action.data())
        acts: dict[str, Callable[[], None]] = {
            "all": self.show_all, "deleted": self.show_deleted, "save": self._ask_name, "rename": self._ask_new_name,
            "update": self._update, "delete": self._delete, "default": self.restore_default,
        }  # fmt: skip
        if chosen.startswith(VIEW):
            view = self.store.find(chosen.removeprefix(VIEW))
            if view is not None:
                self.show(view)
        elif chosen in acts:
            acts[chosen]()

    @Slot(QAction)
    def _on_group(self, action: QAction) -> None:
        self._list.group_by(str(action.data() or ""))

    def _update(self) -> None:
        self.save(self.shown.name)

    def _delete(self) -> None:
        name = self.shown.name
        self.store.delete(name)
        self.show_all()
        self._screen.context.window.status(current().format(N_("The view “{view}” was deleted."), view=name))

    def _ask_name(self) -> None:
        self._names().ask(self.shown.name, [one.name for one in self.store.saved()])

    def _ask_new_name(self) -> None:
        self._names().ask(self.shown.name, [one.name for one in self.store.saved()], self.shown.name)

    def _names(self) -> NameDialog:
        from ui.screens.views_dialogs import NameDialog

        held = self._screen.findChild(NameDialog)
        if held is None:
            held = NameDialog(self._screen)
            held.named.connect(self.save)
        return held

    @Slot()
    def ask_columns(self) -> None:
        """Opens the choice of columns."""
        from ui.screens.views_dialogs import ColumnsDialog

        held = self._screen.findChild(ColumnsDialog)
        if held is None:
            held = ColumnsDialog(self.columns, self._screen)
            held.chosen.connect(self._on_columns)
        held.ask(as_kept(self._list.columns()))

    @Slot(object)
    def _on_columns(self, chosen: list[tuple[str, int]]) -> None:
        now = self.now()
        self._list.arrange(self.columns.chosen(chosen), now.sort, now.descending, now.group, deleted=now.deleted)
        self._list.show_again()
        self._on_arranged()

    def _listen(self) -> None:
        self.views_menu.aboutToShow.connect(self._fill_views)
        self.group_menu.aboutToShow.connect(self._fill_groups)
        self.views_menu.triggered.connect(self._on_view)
        self.group_menu.triggered.connect(self._on_group)
        self.columns_button.clicked.connect(self.ask_columns)
        self._pause.timeout.connect(self._keep)
        self._list.arranged.connect(self._on_arranged)
        self._list.all_asked.connect(self._on_all_asked)
        self._screen.context.settings.officer_changed.connect(self._on_officer)

    def _lay_out(self) -> None:
        looks = (
            (self.group_button, "group_button", "list-checks", self.group_menu),
            (self.columns_button, "columns_button", "columns-3", None),
            (self.views_button, "views_button", "eye", self.views_menu),
        )
        for button, name, icon, menu in looks:
            button.setObjectName(name)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            icons.put(button, icon)
            if menu is not None:
                button.setMenu(menu)
                button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
            self._list.tools.addWidget(button)
