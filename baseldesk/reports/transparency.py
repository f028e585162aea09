"""The register of partnerships for the public: with whom, to what end, who answers for what, under which safeguards.

The Partnership Programme asks that nature and scope of arrangements be made known (annex, 9 (e)). What a centre has not
marked for publication is not here, and how a partner was assessed never is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from baseldesk.desk.desk import Desk
from baseldesk.i18n import N_, Translator
from baseldesk.records.cooperation import PARTNERSHIP
from baseldesk.records.field import Kind
from baseldesk.records.partner import PARTNER
from baseldesk.reports.blocks import Block, Cell, Column, Fact, Facts, Front, Heading, Note, Rows, Text, Titled
from baseldesk.reports.document import Document
from baseldesk.reports.escape import Said, for_paper, say, say_plural
from baseldesk.reports.request import Option, Request
from baseldesk.reports.transparency_gather import Entry, PublishedPartner, Register, gather_register
from baseldesk.reports.values import Written, to_json, write, write_text
from baseldesk.reports.words import Span

KIND = N_("Register for the public")
TITLE = N_("Register of partnerships")
IN_FORCE = Option("in_force", N_("Only partnerships in force"))
# In the order in which they are printed; roles and duties stand before the formalities.
_FIELDS = (
    "key_activity", "is_new", "initiative", "goal", "roles", "nature", "open_to_others", "no_endorsement", "safeguards", "form",
    "reference", "signed_on", "starts_on", "ends_on", "stage",
)  # fmt: skip
_STAGES = ("active", "prospect", "dormant", "ended")
# What the decision asks every arrangement to say: printed as «not yet entered» where it is empty.
_EXPECTED = frozenset({"goal", "roles", "nature", "safeguards", "starts_on"})


def compose_transparency(desk: Desk, request: Request, t: Translator) -> Document:
    """The register in the translator's language.

    Raises:
        UsageError: a partnership that was chosen is not there, or is not marked for publication.
    """
    return compose(gather_register(desk, request, IN_FORCE), t)


def compose(register: Register, t: Translator) -> Document:
    """The register as a document."""
    entries = sorted(register.entries, key=lambda one: (_place(one), _title(one, t).text))
    made_on = Fact(_say(t, N_("Made on")), Said(t.date(register.made_on, "long")))
    number = Fact(_say(t, N_("Partnerships")), Said(t.number(len(entries))))
    front = Front(
        write_text(register.publisher, t).text or register.code, _say(t, KIND), Titled(_say(t, TITLE)), facts=(made_on, number),
        short_centre=register.code,
    )  # fmt: skip
    parts = [_EntryParts(entry, register.of_centres, t) for entry in entries]
    blocks = (*_overview(parts, register, t), *(block for part in parts for block in part.blocks()))
    about = {"kind": "transparency", "language": t.language, "made_on": register.made_on.isoformat()}
    return Document(front, blocks, "", register.made_on, {"report": about, "partnerships": [part.printed for part in parts]})


def _overview(parts: list[_EntryParts], register: Register, t: Translator) -> Iterator[Block]:
    yield Heading(_say(t, N_("Overview")), "overview")
    yield Note(_say(t, N_(
        "Listed is what has been marked for publication. That a partner stands here is no endorsement of the partner, its "
        "products or its services."
    )))  # fmt: skip
    labels = [N_("Partnership"), *([N_("Centre")] if register.of_centres else []), N_("Partners"), N_("Period"), N_("Stage")]
    columns = tuple(Column(_say(t, label)) for label in labels)
    yield Rows(columns, [part.line() for part in parts], _say(t, N_("No partnership is marked for publication.")))


class _EntryParts:
    """Composes one entry, and keeps of its values what is printed."""

    def __init__(self, entry: Entry, of_centres: bool, t: Translator) -> None:
        self._entry, self._of_centres, self._t = entry, of_centres, t
        self._title = _title(entry, t)
        self.printed: dict[str, object] = {"title": {self._title.language: self._title.text}}

    def line(self) -> list[Cell]:
        """Its line in the overview."""
        t, entry = self._t, self._entry
        names = [self._name(one) for one in entry.partners] + ([self._unnamed()] if entry.unnamed else [])
        centre = [write_text(entry.centre, t).text] if self._of_centres else []
        stage = write(PARTNERSHIP.by_name["stage"], entry.values.get("stage"), t).text
        return [self._heading(), *centre, Said("\n".join(map(for_paper, names))), self._period(), stage]

    def blocks(self) -> Iterator[Block]:
        """Its section."""
        yield Heading(self._heading(), "partnerships")
        for note in (*self._title.notes, *self._rivals("title")):
            yield Note(note)
        if self._of_centres:
            yield Facts((Fact(_say(self._t, N_("Centre")), write_text(self._entry.centre, self._t).text),))
        yield from self._partners()
        for name in _FIELDS:
            yield from self._field(name)

    def _heading(self) -> str:
        return self._title.text or _say(self._t, N_("not yet entered"))

    def _period(self) -> str:
        values, field = self._entry.values, PARTNERSHIP.by_name["starts_on"]
        first, last = (write(field, values.get(name), self._t).text for name in ("starts_on", "ends_on"))
        return say(self._t, N_("{first} to {last}"), first=first, last=last) if first and last else first or last

    def _partners(self) -> Iterator[Block]:
        t, fields = self._t, PARTNER.by_name
        columns = tuple(Column(_say(t, label)) for label in (N_("Partner"), N_("Kind of stakeholder"), N_("Country"), N_("Role")))
        rows: list[list[Cell]] = [
            [
                self._own_language(one.name) or self._name(one), write(fields["stakeholder_kind"], one.kind, t).text,
                write(fields["country"], one.country, t).text, self._own_language(one.role),
            ]
            for one in self._entry.partners
        ]  # fmt: skip
        if rows or not self._entry.unnamed:
            yield Rows(columns, rows, _say(t, N_("not yet entered")), _say(t, N_("Partners")))
        if self._entry.unnamed:
            yield Note(self._unnamed())
        self.printed["partners"] = [
            {"name": _shown(one.name, t), "kind": one.kind, "country": one.country, "role": _shown(one.role, t)}
            for one in self._entry.partners
        ]

    def _field(self, name: str) -> Iterator[Block]:
        field, value, t = PARTNERSHIP.by_name[name], self._entry.values.get(name), self._t
        written = Written(self._sentences(value)) if name == "safeguards" else write(field, value, t)
        notes = (*written.notes, *self._rivals(name))
        if not written and not notes and name not in _EXPECTED:
            return
        if written:
            self.printed[name] = {written.language: written.text} if field.translatable else to_json(value)
        label, text = _say(t, field.label), written.text or _say(t, N_("not yet entered"))
        if field.kind is Kind.PROSE:
            yield Text(text, label, notes, written.language)
        else:
            yield Facts((Fact(label, text, notes, written.language if field.translatable else ""),))

    def _sentences(self, value: object) -> str:
        """The safeguards, each on a line of its own: they are sentences."""
        codes = [code for code, held in value.items() if held] if isinstance(value, Mapping) else []
        return Said("\n".join(self._t.label(str(code), "safeguard") for code in codes))

    def _rivals(self, name: str) -> tuple[str, ...]:
        """«2 values, not decided», where that is so."""
        rivals = self._entry.undecided.get(name, 0)
        return (say_plural(self._t, N_("{n} value, not decided"), N_("{n} values, not decided"), rivals),) if rivals else ()

    def _name(self, partner: PublishedPartner) -> str:
        return write_text(partner.name, self._t).text or _say(self._t, N_("not yet entered"))

    def _own_language(self, texts: Mapping[str, str]) -> Cell:
        """A text that says its language where that is not the report's, for those who have it read to them."""
        written = write_text(texts, self._t)
        return (Span(written.text, language=written.language),) if written.notes else written.text

    def _unnamed(self) -> str:
        return say_plural(
            self._t, N_("{n} partner that is not named here"), N_("{n} partners that are not named here"), self._entry.unnamed
        )


def _title(entry: Entry, t: Translator) -> Written:
    return write(PARTNERSHIP.by_name["title"], entry.values.get("title"), t)


def _place(entry: Entry) -> int:
    stage = entry.values.get("stage")
    return _STAGES.index(stage) if stage in _STAGES else len(_STAGES)


def _shown(texts: Mapping[str, Any], t: Translator) -> dict[str, str]:
    """The text that is printed, by its language."""
    written = write_text(texts, t)
    return {written.language: written.text} if written else {}


def _say(t: Translator, msgid: str) -> Said:
    return Said(t.gettext(msgid))
