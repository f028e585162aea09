"""The list of activities: the first place that opens. Nothing heavy is imported here."""

from __future__ import annotations

from collections.abc import Sequence

from baseldesk.i18n import N_, _, current
from ui.screens.record_list import RecordListScreen
from ui.widgets.list_columns import Column, field_column, period_column


class ActivitiesScreen(RecordListScreen):
    """All activities of the desk."""

    name = "activities"
    kind = "activity"
    filters = ("kind", "stage", "country", "waste_streams", "themes", "mode", "key_activity", "countries", "publish")

    def columns(self) -> Sequence[Column]:
        """Reference, title, stage, dates."""
        return (
            field_column(self.declared, "reference", 16),
            field_column(self.declared, "title", 0),
            field_column(self.declared, "stage", 13),
            period_column("dates", N_("Dates"), "starts_on", "ends_on", 25),
        )

    def count_words(self, count: int) -> str:
        """«128 activities»."""
        return current().format_plural(N_("{n} activity"), N_("{n} activities"), count)

    def new_words(self) -> str:
        """The button."""
        return _("New activity")

    def empty_words(self) -> tuple[str, str]:
        """What stands where no activity is yet."""
        if self.context.desk.is_secretariat:
            return _("No activities yet"), _("Activities appear here when a centre’s data file is taken in.")
        return _("No activities yet"), _(
            "Workshops, advice, studies, meetings: add the first one, or take in a list you already have."
        )
