"""What stands in the place of a list in which nothing was found, and the glass in the field where one searches."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from baseldesk.desk.asked import ListQuery
from baseldesk.i18n import _
from ui import icons
from ui.widgets.empty import Empty


class NotFound(Empty):
    """Nothing has these words and conditions; or nothing is deleted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("search", parent)

    def say_for(self, query: ListQuery) -> None:
        """Says what was looked for in vain."""
        if is_deleted_alone(query):
            self.set_texts(_("Nothing is deleted"), _("What is deleted can be found and restored here."), _("Show all"))
        else:
            self.set_texts(_("Nothing found"), _("No record has these words and conditions."), _("Show all"))


def is_deleted_alone(query: ListQuery) -> bool:
    """Whether all that is deleted is asked for, and nothing narrower."""
    return query.deleted and not (query.search or query.where)


def put_glass(line: QLineEdit) -> None:
    """Puts a magnifying glass at the beginning of a search field."""
    action = line.addAction(icons.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
    icons.put(action, "search", "muted")
