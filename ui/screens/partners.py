"""The list of partners."""

from __future__ import annotations

from collections.abc import Sequence

from baseldesk.i18n import N_, _, current
from ui.screens.record_list import RecordListScreen
from ui.widgets.list_columns import Column, field_column


class PartnersScreen(RecordListScreen):
    """All partners of the desk."""

    name = "partners"
    kind = "partner"
    filters = ("stakeholder_kind", "status", "country", "industry_sector", "countries_of_work", "publish")

    def columns(self) -> Sequence[Column]:
        """Name, acronym, kind, country, status."""
        return (
            field_column(self.declared, "name", 0),
            field_column(self.declared, "acronym", 10),
            field_column(self.declared, "stakeholder_kind", 20),
            field_column(self.declared, "country", 14),
            field_column(self.declared, "status", 10),
        )

    def count_words(self, count: int) -> str:
        """«40 partners»."""
        return current().format_plural(N_("{n} partner"), N_("{n} partners"), count)

    def new_words(self) -> str:
        """The button."""
        return _("New partner")

    def empty_words(self) -> tuple[str, str]:
        """What stands where no partner is yet."""
        if self.context.desk.is_secretariat:
            return _("No partners yet"), _("Partners appear here when a centre’s data file is taken in.")
        return _("No partners yet"), _("Ministries, firms, associations, donors: add them here or from within an activity.")
