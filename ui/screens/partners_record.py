"""One partner: who they are, what they did, whom to write to."""

from __future__ import annotations

from baseldesk.i18n import N_, _
from baseldesk.records.field import Field, RecordType
from baseldesk.records.types import record_type
from ui.screens.partner_form_activities import PartnerActivities
from ui.screens.record_documents import Documents
from ui.screens.record_lines import Lines
from ui.screens.record_personal import PersonalLines
from ui.screens.record_screen import RecordScreen

_CONTACTS = N_("Names, e-mail addresses and telephone numbers never leave the centre’s own computers.")


class PartnerScreen(RecordScreen):
    """A partner with its activities, contributions, assessments, contacts and documents."""

    name = "partner"
    kind = "partner"

    def add_lists(self) -> None:
        """Activities, contributions, assessments, contacts, documents."""
        self.activities = PartnerActivities(self.context, self.directory, *self._child("activity_partner", "partner"))
        self.contributions = Lines(self.context, self.directory, *self._child("contribution", "donor"))
        self.contacts = PersonalLines(self.context, self.directory, *self._child("contact", "partner"))
        self.documents = Documents(self.context, self.directory, *self._child("document", "partner"))
        self.documents.can_attach = self._can_attach
        self.assessments = Lines(self.context, self.directory, *self._child("assessment", "partner"))
        for lines in (self.activities, self.contributions, self.assessments, self.contacts, self.documents):
            self.add_list(lines)
            self.form.tabs.addTab(lines, "")

    def new_words(self) -> str:
        """The title of one that has none yet."""
        return _("New partner")

    def retranslate(self) -> None:
        """Sets every text anew."""
        super().retranslate()
        for lines in (self.activities, self.contributions, self.assessments, self.contacts, self.documents):
            text = _("Activities") if lines is self.activities else _(lines.declared.plural)
            self.form.tabs.setTabText(self.form.tabs.indexOf(lines), text)
        self.contacts.note.setText(_(_CONTACTS))
        self.contacts.note.show()

    def _can_attach(self) -> bool:
        return self.form.shown is not None

    def _child(self, kind: str, field: str) -> tuple[RecordType, Field]:
        declared = record_type(kind)
        return declared, declared.by_name[field]
