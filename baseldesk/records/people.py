"""Who came: sessions, participants and attendance. All of it stays at the centre; what travels is the headcount made from it."""

from __future__ import annotations

from baseldesk.i18n import N_
from baseldesk.records.field import Field as F
from baseldesk.records.field import Kind, RecordType, Scope

SESSION = RecordType(
    "session", N_("Session"), N_("Sessions"), Scope.CENTRE, title="title", parent="activity",
    fields=(
        F("activity", Kind.RECORD, N_("Activity"), target="activity", fixed=True),
        F("title", Kind.TEXT, N_("Title")),
        F("held_on", Kind.DATE, N_("Date")),
        F("starts", Kind.TEXT, N_("From"), N_("Time of day, such as 09:00.")),
        F("ends", Kind.TEXT, N_("To"), N_("Time of day, such as 12:30.")),
        F("place", Kind.TEXT, N_("Room or link")),
    ),
)  # fmt: skip

PARTICIPANT = RecordType(
    "participant", N_("Participant"), N_("Participants"), Scope.CENTRE, title="name", parent="activity",
    fields=(
        F("activity", Kind.RECORD, N_("Activity"), target="activity", fixed=True),
        F("name", Kind.TEXT, N_("Full name"), personal=True, printed=False, searched=True),
        F("sex", Kind.CODE, N_("Sex"), vocabulary="sex", personal=True, printed=False),
        F("age_band", Kind.CODE, N_("Age"), vocabulary="age_band", personal=True, printed=False),
        F("organisation", Kind.TEXT, N_("Organization"), personal=True, printed=False, searched=True),
        F("function", Kind.TEXT, N_("Function"), personal=True, printed=False),
        F("stakeholder_kind", Kind.CODE, N_("Kind of stakeholder"), N_("Whom they stand for."), vocabulary="stakeholder_kind", printed=False),
        F("enforcement", Kind.YES_NO, N_("Customs or enforcement"), N_("Counts them among customs, police and inspectors."), printed=False),
        F("country", Kind.CODE, N_("Country"), vocabulary="country", printed=False),
        F("email", Kind.TEXT, N_("E-mail"), personal=True, printed=False),
        F("remote", Kind.YES_NO, N_("Took part at a distance"), printed=False),
        F("returning", Kind.YES_NO, N_("Took part before"), N_("In an earlier activity of the centre."), printed=False),
        F("consent", Kind.YES_NO, N_("Has agreed to be listed"), N_("Without it the name is printed on nothing but the attendance sheet."), printed=False),
        F("score_before", Kind.DECIMAL, N_("Test before, in per cent"), personal=True, printed=False),
        F("score_after", Kind.DECIMAL, N_("Test after, in per cent"), personal=True, printed=False),
        F("certificate", Kind.TEXT, N_("Number of the certificate"), personal=True, printed=False),
        F("other_data", Kind.DATA, N_("Other data from an import"), personal=True, printed=False),
    ),
)  # fmt: skip

ATTENDANCE = RecordType(
    "attendance", N_("Attendance"), N_("Attendance"), Scope.CENTRE, link=("session", "participant"), parent="session",
    fields=(
        F("session", Kind.RECORD, N_("Session"), target="session", fixed=True),
        F("participant", Kind.RECORD, N_("Participant"), target="participant", fixed=True),
        F("present", Kind.YES_NO, N_("Present"), printed=False),
    ),
)  # fmt: skip
