"""The menus of views and groups, made anew each time they open: no reference to an action outlives its menu."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtWidgets import QMenu

from baseldesk.i18n import N_, _, current
from baseldesk.records.field import Field
from ui.screens.views_store import View
from ui.widgets.list_groups import may_group

VIEW = "view:"
_SAVE, _DELETE, _RENAME = N_("Save the changes to “{view}”"), N_("Delete the view “{view}”"), N_("Rename “{view}”…")


def fill_views(menu: QMenu, shown: View, names: Sequence[str], *, is_changed: bool) -> None:
    """Offers the views, and what can be done with the one shown; the data of each action says which."""
    menu.clear()
    _offer(menu, "all", _("All"), is_chosen=not shown.name and not shown.deleted)
    _offer(menu, "deleted", _("Deleted"), is_chosen=not shown.name and shown.deleted)
    menu.addSeparator()
    for name in names:
        _offer(menu, VIEW + name, _plain(name), is_chosen=name == shown.name)
    menu.addSeparator()
    if shown.name and is_changed:
        _offer(menu, "update", _named(_SAVE, shown))
    _offer(menu, "save", _("Save as a view…"))
    if shown.name:
        _offer(menu, "rename", _named(_RENAME, shown))
        _offer(menu, "delete", _named(_DELETE, shown))
    _offer(menu, "default", _("Restore the default"))


def fill_groups(menu: QMenu, fields: Iterable[Field], held: Field | None) -> None:
    """Offers the fields by which records can be grouped; the data of each action is its name, "" for no groups."""
    menu.clear()
    _offer(menu, "", _("No groups"), is_chosen=held is None)
    menu.addSeparator()
    for field in fields:
        if may_group(field):
            _offer(menu, field.name, _plain(_(field.label)), is_chosen=held is field)


def _offer(menu: QMenu, data: str, word: str, *, is_chosen: bool | None = None) -> None:
    action = menu.addAction(word)
    action.setData(data)
    if is_chosen is not None:
        action.setCheckable(True)
        action.setChecked(is_chosen)


def _named(form: str, view: View) -> str:
    return current().format(form, view=_plain(view.name))


def _plain(word: str) -> str:
    """A word in which no sign means a key."""
    return word.replace("&", "&&")
