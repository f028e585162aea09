"""The centre itself, the people who keep its records, and the files attached to them."""

from __future__ import annotations

from baseldesk.i18n import N_
from baseldesk.records.field import Field as F
from baseldesk.records.field import Kind, RecordType, Scope

CENTRE = RecordType(
    "centre", N_("Centre"), N_("Centres"), Scope.PUBLIC, title="name",
    fields=(
        F("code", Kind.CODE, N_("Code"), vocabulary="centre", fixed=True),
        F("name", Kind.TEXT, N_("Official name"), translatable=True, searched=True),
        F("host", Kind.CODE, N_("Host country"), vocabulary="country"),
        F("city", Kind.TEXT, N_("City")),
        F("framework_agreement", Kind.DATE, N_("Framework agreement")),
        F("instruments", Kind.CODES, N_("Instruments served"), N_("The Convention, and others that the centre serves as well."), vocabulary="instrument"),
        F("languages", Kind.CODES, N_("Working languages"), vocabulary="language"),
        F("parties_served", Kind.CODES, N_("Parties served"), N_("The Parties that the framework agreement names."), vocabulary="country"),
    ),
)  # fmt: skip

OFFICER = RecordType(
    "officer", N_("Officer"), N_("Officers"), Scope.SHARED, title="name",
    fields=(
        F("name", Kind.TEXT, N_("Full name"), personal=True, printed=False),
        F("function", Kind.TEXT, N_("Function"), printed=False),
        F("role", Kind.CODE, N_("Role"), N_("An approver may approve reports before they are handed in."), vocabulary="officer_role", printed=False),
        F("user", Kind.TEXT, N_("Mark in the history"), N_("Random; stands in each change instead of the name."), fixed=True, printed=False),
    ),
)  # fmt: skip

DOCUMENT = RecordType(
    "document", N_("Document"), N_("Documents"), Scope.SHARED, title="title",
    fields=(
        F("activity", Kind.RECORD, N_("Activity"), target="activity"),
        F("partner", Kind.RECORD, N_("Partner"), target="partner"),
        F("contribution", Kind.RECORD, N_("Contribution"), target="contribution"),
        F("partnership", Kind.RECORD, N_("Partnership"), target="partnership"),
        F("submission", Kind.RECORD, N_("Report or plan"), target="submission"),
        F("title", Kind.TEXT, N_("Title"), translatable=True, searched=True),
        F("hash", Kind.HASH, N_("SHA-256"), printed=False),
        F("size", Kind.INTEGER, N_("Size in bytes"), printed=False),
        F("file_name", Kind.TEXT, N_("File name"), searched=True),
        F("media_type", Kind.TEXT, N_("Type of file"), printed=False),
        F("link", Kind.TEXT, N_("Link"), N_("Where the document is not attached but can be found.")),
        F("language", Kind.CODE, N_("Language"), vocabulary="language"),
        F("kind", Kind.CODE, N_("Kind of document"), vocabulary="document_kind"),
        F("dated_on", Kind.DATE, N_("Date of the document")),
        F("caption", Kind.TEXT, N_("Caption"), translatable=True),
        F("credit", Kind.TEXT, N_("Credit"), N_("Who made the picture.")),
        F("people_recognisable", Kind.YES_NO, N_("People can be recognised"), N_("A photograph of people who can be recognised is printed only where they consented.")),
        F("people_consent", Kind.YES_NO, N_("They have consented")),
        F("publish", Kind.CODE, N_("May be published"), vocabulary="publish"),
        F("other_data", Kind.DATA, N_("Other data from an import"), printed=False),
    ),
)  # fmt: skip

DIRECTORY_PARTNER = RecordType(
    "directory_partner", N_("Directory partner"), N_("Directory of partners"), Scope.PUBLIC, title="name", secretariat_only=True,
    fields=(
        F("name", Kind.TEXT, N_("Name"), translatable=True, searched=True),
        F("acronym", Kind.TEXT, N_("Acronym"), searched=True),
        F("stakeholder_kind", Kind.CODE, N_("Kind of stakeholder"), vocabulary="stakeholder_kind"),
        F("country", Kind.CODE, N_("Country"), vocabulary="country"),
        F("website", Kind.TEXT, N_("Website")),
    ),
)  # fmt: skip
