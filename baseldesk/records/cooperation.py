"""Working together: partnerships and their assessment, meetings and letters, offers, and what Parties think of the centre."""

from __future__ import annotations

from baseldesk.i18n import N_
from baseldesk.records.field import Field as F
from baseldesk.records.field import Kind, RecordType, Scope

PARTNERSHIP = RecordType(
    "partnership", N_("Partnership"), N_("Partnerships"), Scope.SHARED, title="title", stage="stage",
    fields=(
        F("title", Kind.TEXT, N_("Title"), translatable=True, required_for="prospect", searched=True),
        F("key_activity", Kind.CODE, N_("Key activity"), N_("«Outside the work plan» is a full answer: leave it empty."), vocabulary="key_activity"),
        F("is_new", Kind.CODE, N_("Initiative"), N_("A new initiative, or part of one that exists."), vocabulary="initiative"),
        F("initiative", Kind.TEXT, N_("Which existing initiative")),
        F("goal", Kind.PROSE, N_("Goal"), N_("How it advances the goals of the Convention (annex, 9 (a))."), translatable=True, required_for="active", searched=True),
        F("roles", Kind.PROSE, N_("Who does what and answers for it"), N_("Annex, 9 (b)."), translatable=True, required_for="active"),
        F("nature", Kind.PROSE, N_("Nature and scope"), N_("Made known to the public (annex, 9 (e))."), translatable=True, required_for="active"),
        F("open_to_others", Kind.PROSE, N_("How others may join"), N_("Every member of the business community may propose arrangements (annex, 9 (d))."), translatable=True),
        F("no_endorsement", Kind.YES_NO, N_("No endorsement, and no use of the name without leave"), N_("Working together is no preference for a firm, its products or services (annex, 9 (d)).")),
        F("safeguards", Kind.CODES, N_("Safeguards acknowledged"), N_("It neither adds to nor removes rights of Parties; it is under the authority of the Conference of the Parties; it is voluntary (annex, 7, 8 and 19)."), vocabulary="safeguard", required_for="active"),
        F("form", Kind.CODE, N_("Form"), N_("A letter, a memorandum of understanding, an agreement with money: what was signed."), vocabulary="partnership_form"),
        F("reference", Kind.TEXT, N_("Reference of the agreement"), searched=True),
        F("signed_on", Kind.DATE, N_("Signed on")),
        F("starts_on", Kind.DATE, N_("From")),
        F("ends_on", Kind.DATE, N_("To")),
        F("stage", Kind.CODE, N_("Stage"), N_("Prospect: being talked about. Active: agreed, with a partner who was assessed."), vocabulary="partnership_stage"),
        F("publish", Kind.CODE, N_("May be published"), N_("Partnerships with business are made known to the public (annex, 9 (e))."), vocabulary="publish"),
        F("other_data", Kind.DATA, N_("Other data from an import"), printed=False),
    ),
)  # fmt: skip

PARTNERSHIP_PARTNER = RecordType(
    "partnership_partner", N_("Partner in a partnership"), N_("Partners in partnerships"), Scope.SHARED,
    link=("partnership", "partner"), parent="partnership",
    fields=(
        F("partnership", Kind.RECORD, N_("Partnership"), target="partnership", fixed=True),
        F("partner", Kind.RECORD, N_("Partner"), target="partner", fixed=True),
        F("role", Kind.TEXT, N_("Role"), translatable=True),
    ),
)  # fmt: skip

ASSESSMENT = RecordType(
    "assessment", N_("Assessment"), N_("Assessments"), Scope.SHARED, parent="partner",
    fields=(
        F("partner", Kind.RECORD, N_("Partner"), target="partner", fixed=True, printed=False),
        F("partnership", Kind.RECORD, N_("For the partnership"), target="partnership", printed=False),
        F("activity", Kind.RECORD, N_("For the activity"), target="activity", printed=False),
        F("assessed_on", Kind.DATE, N_("Date"), printed=False),
        F("assessor", Kind.RECORD, N_("Assessed by"), target="officer", printed=False),
        *(
            one
            for letter, label in (
                ("a", N_("Commitment to environmentally sound management")),
                ("b", N_("Commitment to dialogue and cooperation")),
                ("c", N_("Expertise or standing in the subject")),
                ("d", N_("Capacity to build networks")),
            )
            for one in (
                F(f"criterion_{letter}", Kind.CODE, label, vocabulary="met", printed=False),
                F(f"evidence_{letter}", Kind.PROSE, N_("Evidence"), printed=False),
            )
        ),
        *(
            F(f"principle_{letter}", Kind.CODE, label, vocabulary="met", printed=False)
            for letter, label in (
                ("a", N_("Advances United Nations goals")),
                ("b", N_("Clear responsibilities and roles")),
                ("c", N_("Integrity and independence")),
                ("d", N_("No unfair advantage")),
                ("e", N_("Transparency")),
            )
        ),
        F("principles_evidence", Kind.PROSE, N_("Evidence for the principles"), printed=False),
        F("global_compact", Kind.CODE, N_("Global Compact"), N_("Whether the firm supports and respects the Global Compact (annex, 9)."), vocabulary="global_compact", printed=False),
        F("decision", Kind.CODE, N_("Decision"), N_("Whether the centre may work with this partner."), vocabulary="assessment_decision", printed=False),
        F("decided_by", Kind.RECORD, N_("Decided by"), target="officer", printed=False),
        F("decided_on", Kind.DATE, N_("Decided on"), printed=False),
        F("remarks", Kind.PROSE, N_("Remarks"), printed=False),
    ),
)  # fmt: skip

INTERACTION = RecordType(
    "interaction", N_("Meeting or letter"), N_("Meetings and letters"), Scope.SHARED, title="title",
    fields=(
        F("title", Kind.TEXT, N_("Subject"), translatable=True, searched=True),
        F("kind", Kind.CODE, N_("Kind"), vocabulary="interaction_kind"),
        F("held_on", Kind.DATE, N_("Date")),
        F("ended_on", Kind.DATE, N_("Last day")),
        F("country", Kind.CODE, N_("Country"), vocabulary="country"),
        F("place", Kind.TEXT, N_("Place")),
        F("parties", Kind.CODES, N_("Parties that took part"), N_("Parties whose government took part."), vocabulary="country"),
        F("partnership", Kind.RECORD, N_("Partnership"), target="partnership"),
        F("activity", Kind.RECORD, N_("Activity"), target="activity"),
        F("agenda", Kind.PROSE, N_("Agenda"), translatable=True),
        F("summary", Kind.PROSE, N_("Summary"), translatable=True, searched=True),
        F("decisions", Kind.PROSE, N_("Decisions"), translatable=True),
        F("other_data", Kind.DATA, N_("Other data from an import"), printed=False),
    ),
)  # fmt: skip

INTERACTION_PARTNER = RecordType(
    "interaction_partner", N_("Partner in a meeting or letter"), N_("Partners in meetings and letters"), Scope.SHARED,
    link=("interaction", "partner"), parent="interaction",
    fields=(
        F("interaction", Kind.RECORD, N_("Meeting or letter"), target="interaction", fixed=True),
        F("partner", Kind.RECORD, N_("Partner"), target="partner", fixed=True),
        F("attended", Kind.YES_NO, N_("Attended")),
    ),
)  # fmt: skip

FOLLOW_UP = RecordType(
    "follow_up", N_("Follow-up"), N_("Follow-ups"), Scope.SHARED, title="what",
    fields=(
        F("activity", Kind.RECORD, N_("Activity"), target="activity"),
        F("interaction", Kind.RECORD, N_("Meeting or letter"), target="interaction"),
        F("partnership", Kind.RECORD, N_("Partnership"), target="partnership"),
        F("opportunity", Kind.RECORD, N_("Opportunity"), target="opportunity"),
        F("what", Kind.TEXT, N_("What is to be done"), searched=True),
        F("who", Kind.TEXT, N_("By whom")),
        F("due_on", Kind.DATE, N_("Due")),
        F("done_on", Kind.DATE, N_("Done")),
        F("note", Kind.PROSE, N_("Note")),
    ),
)  # fmt: skip

OPPORTUNITY = RecordType(
    "opportunity", N_("Opportunity"), N_("Opportunities"), Scope.SHARED, title="title",
    fields=(
        F("title", Kind.TEXT, N_("Subject"), translatable=True, printed=False, searched=True),
        F("partner", Kind.RECORD, N_("From the partner"), target="partner", printed=False),
        F("from_whom", Kind.TEXT, N_("From whom, in words"), printed=False),
        F("received_on", Kind.DATE, N_("Received on"), printed=False),
        F("answer_due", Kind.DATE, N_("Answer due"), printed=False),
        F("answered_on", Kind.DATE, N_("Answered on"), printed=False),
        F("description", Kind.PROSE, N_("Description"), translatable=True, printed=False, searched=True),
        F("objective", Kind.CODE, N_("Fits the objective"), vocabulary="objective", printed=False),
        F("fit", Kind.PROSE, N_("How it fits"), N_("How it serves the Convention and the needs of the Parties."), printed=False),
        F("decision", Kind.CODE, N_("Decision"), vocabulary="opportunity_decision", printed=False),
        F("proposed_key_activity", Kind.YES_NO, N_("Proposed as a new key activity"), N_("Asks the secretariat to bring it before the Conference of the Parties as a new project."), printed=False),
        F("not_ready", Kind.YES_NO, N_("Not ready to share"), N_("Stays on the centre's own computers until this is switched off."), printed=False),
    ),
)  # fmt: skip

FEEDBACK = RecordType(
    "feedback", N_("Feedback from a Party"), N_("Feedback from Parties"), Scope.SHARED,
    fields=(
        F("country", Kind.CODE, N_("Party"), vocabulary="country", printed=False),
        F("given_on", Kind.DATE, N_("Date"), printed=False),
        F("by_whom", Kind.TEXT, N_("Office that gave it"), N_("The office, not the person."), printed=False),
        F("activity", Kind.RECORD, N_("Activity"), target="activity", printed=False),
        F("services", Kind.PROSE, N_("Services received"), printed=False, searched=True),
        F("challenges", Kind.PROSE, N_("Challenges"), printed=False),
        F("gaps", Kind.PROSE, N_("Gaps"), printed=False),
        F("priorities", Kind.PROSE, N_("Priorities"), printed=False),
        F("recommendations", Kind.PROSE, N_("Recommendations"), printed=False, searched=True),
    ),
)  # fmt: skip
