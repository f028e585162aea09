"""One partner: who they are, what they did with the centre, whom to write to."""

from __future__ import annotations

from baseldesk.i18n import N_, _
from baseldesk.records.field import Field, RecordType
from baseldesk.records.types import record_type
from ui.screens.partner_form_links import PartnerLinks
from ui.screens.record_documents import Documents
from ui.screens.record_lines import Lines
from ui.screens.record_personal import PersonalLines
from ui.screens.record_screen import RecordScreen

_CONTACTS = N_("Names, e-mail addresses and telephone numbers never leave the centre’s own computers.")


class PartnerScreen(RecordScreen):
    """A partner with its activities, contributions, agreements, meetings and letters, assessments, contacts and documents."""

    name = "partner"
    kind = "partner"

    def add_lists(self) -> None:
        """What the partner had a part in, what belongs to it, whom to write to."""
        self.activities = PartnerLinks(self.context, self.directory, *self._child("activity_partner", "partner"))
        self.contributions = Lines(self.context, self.directory, *self._child("contribution", "donor"))
        self.partnerships = PartnerLinks(self.context, self.directory, *self._child("partnership_partner", "partner"))
        self.interactions = PartnerLinks(self.context, self.directory, *self._child("interaction_partner", "partner"))
        self.assessments = Lines(self.context, self.directory, *self._child("assessment", "partner"))
        self.contacts = PersonalLines(self.context, self.directory, *self._child("contact", "partner"))
        self.documents = Documents(self.context, self.directory, *self._child("document", "partner"))
        self.documents.can_attach = self._can_attach
        self.parts = (self.activities, self.partnerships, self.interactions)
        for lines in (self.activities, self.contributions, self.partnerships, self.interactions, self.assessments):
            self.form.tabs.addTab(self.add_list(lines), "")
        for lines in (self.contacts, self.documents):
            self.form.tabs.addTab(self.add_list(lines), "")

    def new_words(self) -> str:
        """The title of one that has none yet."""
        return _("New partner")

    def retranslate(self) -> None:
        """Sets every text anew."""
        super().retranslate()
        for lines in self.lists.values():
            plural = lines.far.plural if isinstance(lines, PartnerLinks) else lines.declared.plural
            self.form.tabs.setTabText(self.form.tabs.indexOf(lines), _(plural))
        self.contacts.note.setText(_(_CONTACTS))
        self.contacts.note.show()

    def after_load(self) -> None:
        """Only what is saved can have a part in anything."""
        for lines in self.parts:
            lines.allow_new(is_saved=not self.is_new)

    def refresh(self, kinds: frozenset[str]) -> None:
        """The titles of what it had a part in may have changed too."""
        super().refresh(kinds | {self.kind} if kinds & {"activity", "partnership", "interaction"} else kinds)

    def _can_attach(self) -> bool:
        return self.form.shown is not None

    def _child(self, kind: str, field: str) -> tuple[RecordType, Field]:
        declared = record_type(kind)
        return declared, declared.by_name[field]
