"""The list of activities: the first place that opens. Nothing heavy is imported here."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton

from baseldesk.i18n import N_, _, current
from ui import icons
from ui.screens import Context, activity_templates
from ui.screens.record_list import RecordListScreen
from ui.widgets.list_columns import Column, field_column, period_column


class ActivitiesScreen(RecordListScreen):
    """All activities of the desk."""

    name = "activities"
    kind = "activity"
    filters = ("kind", "stage", "country", "waste_streams", "themes", "mode", "key_activity", "countries", "publish")

    def __init__(self, context: Context) -> None:
        self.template_button, self.template_menu = QToolButton(), QMenu()
        super().__init__(context)

    def retranslate(self) -> None:
        """Sets every text anew."""
        super().retranslate()
        self.template_button.setAccessibleName(_("New from a template"))
        self.template_button.setToolTip(_("New from a template"))
        labels = activity_templates.names()
        for action in self.template_menu.actions():
            action.setText(labels[action.objectName()])

    def _lay_out(self) -> None:
        super()._lay_out()
        for name in activity_templates.names():
            action = QAction(self)
            action.setObjectName(name)
            self.template_menu.addAction(action)
        self.template_button.setObjectName("template_button")
        self.template_button.setMenu(self.template_menu)
        self.template_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.template_button.setVisible(self.may_begin())
        icons.put(self.template_button, "chevron-down")
        self.header.add(self.template_button)
        self.template_menu.triggered.connect(self._on_template)

    def _on_template(self, action: QAction) -> None:
        self.context.window.show_new(self.kind, **activity_templates.values_of(action.objectName()))

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
