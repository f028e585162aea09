"""Partners, their part in an activity, and the people to write to."""

from __future__ import annotations

from baseldesk.i18n import N_
from baseldesk.records.field import Field as F
from baseldesk.records.field import Kind, RecordType, Scope

PARTNER = RecordType(
    "partner", N_("Partner"), N_("Partners"), Scope.SHARED, title="name", stage="status",
    fields=(
        F("name", Kind.TEXT, N_("Name"), translatable=True, required_for="prospect", searched=True),
        F("acronym", Kind.TEXT, N_("Acronym"), searched=True),
        F("stakeholder_kind", Kind.CODE, N_("Kind of stakeholder"), N_("Who they are, as the Partnership Programme names its partners. Of firms, foundations and non-governmental organizations an assessment is asked before they are active."), vocabulary="stakeholder_kind", required_for="active"),
        F("stakeholder_other", Kind.TEXT, N_("Other kind of stakeholder, in words")),
        F("industry_sector", Kind.CODE, N_("Industry sector"), vocabulary="industry_sector"),
        F("is_association", Kind.YES_NO, N_("Association of firms"), N_("A federation that speaks for its members, and not one firm.")),
        F("country", Kind.CODE, N_("Country"), vocabulary="country"),
        F("countries_of_work", Kind.CODES, N_("Countries of work"), N_("Where they work, not only where they are at home."), vocabulary="country"),
        F("website", Kind.TEXT, N_("Website")),
        F("cooperation_since", Kind.DATE, N_("First cooperation"), N_("Tells old friends from new partners.")),
        F("status", Kind.CODE, N_("Status"), vocabulary="partner_status"),
        F("directory_partner", Kind.RECORD, N_("In the secretariat's directory"), N_("The same partner in the secretariat’s list for all centres. It spares double entries."), target="directory_partner"),
        F("external_ids", Kind.LABELS, N_("Identifiers elsewhere"), searched=True),
        F("publish", Kind.CODE, N_("May be published"), N_("Whether the partner’s name may stand in reports for outsiders."), vocabulary="publish"),
        F("not_ready", Kind.YES_NO, N_("Not ready to share"), N_("Stays on the centre's own computers until this is switched off."), printed=False),
        F("other_data", Kind.DATA, N_("Other data from an import"), printed=False),
    ),
)  # fmt: skip

ACTIVITY_PARTNER = RecordType(
    "activity_partner", N_("Partner in an activity"), N_("Partners in activities"), Scope.SHARED,
    link=("activity", "partner", "role"), parent="activity",
    fields=(
        F("activity", Kind.RECORD, N_("Activity"), target="activity", fixed=True),
        F("partner", Kind.RECORD, N_("Partner"), target="partner", fixed=True),
        F("role", Kind.CODE, N_("Role"), N_("What the partner did in it. One partner may have several roles."), vocabulary="partner_role", fixed=True),
        F("name_as_given", Kind.TEXT, N_("Name as given in the source"), N_("Only from an import: as the other file spells it.")),
        F("other_data", Kind.DATA, N_("Other data from an import"), printed=False),
    ),
)  # fmt: skip

_CONTACT_FIELDS = (
    F("partner", Kind.RECORD, N_("Partner"), target="partner"),
    F("activity", Kind.RECORD, N_("Activity"), target="activity"),
    F("person", Kind.TEXT, N_("Full name"), personal=True, printed=False, searched=True),
    F("role", Kind.TEXT, N_("Function"), personal=True, printed=False),
    F("email", Kind.TEXT, N_("E-mail"), personal=True, printed=False, searched=True),
    F("phone", Kind.TEXT, N_("Telephone"), personal=True, printed=False),
    F("languages", Kind.CODES, N_("Languages"), vocabulary="language", printed=False),
)

CONTACT = RecordType(
    "contact", N_("Contact"), N_("Contacts"), Scope.CENTRE, title="person", parent="partner",
    fields=(*_CONTACT_FIELDS, F("other_data", Kind.DATA, N_("Other data from an import"), personal=True, printed=False)),
)  # fmt: skip

SHARED_CONTACT = RecordType(
    "shared_contact", N_("Contact shared with the secretariat"), N_("Contacts shared with the secretariat"), Scope.SHARED, title="person", parent="partner",
    fields=(*_CONTACT_FIELDS, F("contact", Kind.RECORD, N_("Taken from"), target="contact", fixed=True, printed=False)),
)  # fmt: skip
