"""The activity report: one activity, what it did, with whom, with what money, for signature.

Which field stands in which section is said here; a declared field that no section names appears under «Further details».
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from baseldesk.i18n import N_, Translator, isolate
from baseldesk.records.activity import ACTIVITY
from baseldesk.records.field import Field, Kind
from baseldesk.reports.activity_data import ActivityData, SignatureLine
from baseldesk.reports.activity_pictures import show_photographs
from baseldesk.reports.activity_results import MORE_TABLES
from baseldesk.reports.activity_tables import TABLES
from baseldesk.reports.blocks import Block, Fact, Facts, Front, Heading, Signature, Signatures, Text, Titled
from baseldesk.reports.document import Document, Printed, render
from baseldesk.reports.escape import Said, plain_text, say, say_plural
from baseldesk.reports.flow import Progress, Stop
from baseldesk.reports.page import Paper
from baseldesk.reports.values import Written, to_json, write, write_money, write_text
from baseldesk.reports.words import Span

KIND = N_("Activity report")
DRAFT = N_("Draft: not approved")
NOT_YET_ENTERED = N_("not yet entered")
PREPARED, APPROVED = N_("Prepared by"), N_("Approved by")

SECTIONS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("glance", N_("At a glance"), (
        "kind", "stage", "cancelled_why", "starts_on", "ends_on", "started_on", "ended_on", "mode", "country", "city", "venue",
        "languages", "summary",
    )),
    ("why", N_("Why it was done"), ("need", "asked_by", "objectives_text")),
    ("programme", N_("Place in the programme"), (
        "core_function", "level", "instruments", "work_plan", "objective", "components", "key_activity", "in_plan", "themes",
        "waste_streams", "y_codes",
    )),
    ("countries", N_("Countries and participants"), ("countries", "countries_present", "@headcounts", "@sessions")),
    ("results", N_("Results"), ("outputs", "outcomes", "@results", "@statements", "challenges", "lessons")),
    ("partners", N_("Partners"), ("@partners",)),
    ("money", N_("Money"), ("planned_budget", "planned_sources", "@budget", "@contributions", "@payments")),
    ("follow_ups", N_("Follow-up"), ("@follow_ups",)),
    ("photographs", N_("Photographs"), ("@photographs",)),
    ("documents", N_("Documents and links"), ("@documents", "links", "external_ids")),
)  # fmt: skip
FURTHER = N_("Further details")
# Printed with another field, on the first page, or not meant for paper.
_ELSEWHERE = frozenset({
    "title", "reference", "kind_other", "waste_other", "planned_currency", "publish", "newsletter",
})  # fmt: skip
# What the short form asks for: these print «not yet entered» where they are empty, all others are left out.
_EXPECTED = frozenset({
    "kind", "stage", "starts_on", "ends_on", "mode", "country", "city", "summary", "need", "asked_by", "countries",
    "waste_streams",
})  # fmt: skip
_EVERY_TABLE = {**TABLES, **MORE_TABLES}
_IN_WORDS = {"kind": "kind_other", "waste_streams": "waste_other"}


def print_activity(
    data: ActivityData, t: Translator, out_path: Path, *,
    paper: Paper = "A4", progress: Progress | None = None, cancelled: Stop | None = None,
) -> Printed:  # fmt: skip
    """Writes the activity report in the translator's language.

    Raises:
        Cancelled: the person has stopped it; no file is left.
        OSError: the file cannot be written.
    """
    return render(compose(data, t), t, out_path, paper=paper, progress=progress, cancelled=cancelled)


def compose(data: ActivityData, t: Translator) -> Document:
    """The report as a document in the translator's language."""
    report = _ActivityReport(data, t)
    blocks = tuple(report.blocks())
    return Document(report.front(), blocks, report.reference(), data.made_on, report.data(), subject=data.subject)


class _ActivityReport:
    """Composes one report, and keeps of the values what is printed."""

    def __init__(self, data: ActivityData, t: Translator) -> None:
        self._data = data
        self._t = t
        self._fields: dict[str, object] = {}
        self._lists: dict[str, object] = {}

    def data(self) -> dict[str, object]:
        """What is printed, for the attachment: of texts only the languages that are printed."""
        data = self._data
        about = {"kind": "activity", "language": self._t.language, "version": data.version, "made_on": data.made_on.isoformat()}
        return {"report": about, "activity": self._fields, **self._lists}

    def front(self) -> Front:
        """The head of the first page."""
        data, t = self._data, self._t
        title = self._written("title")
        texts = data.values.get("title")
        original = texts.get(data.original_language, "") if isinstance(texts, Mapping) else ""
        if original:
            self._keep("title", {title.language: title.text, data.original_language: original})
        return Front(
            centre=write_text(data.centre_name, t).text or Said(t.gettext(NOT_YET_ENTERED)),
            kind=Said(t.gettext(KIND)),
            title=Titled(title.text or Said(t.gettext(NOT_YET_ENTERED)), title.language),
            original=Titled(original, data.original_language) if original and title.language != data.original_language else None,
            title_note=Said(" · ".join([*title.notes, *self._rival_notes("title", title.language)])),
            mark=Said(t.gettext(DRAFT)) if data.is_draft else "",
            facts=tuple(self._front_facts()),
            short_centre=data.centre_code,
        )

    def _front_facts(self) -> Iterator[Fact]:
        reference, t = self._written("reference").text, self._t
        yield self._fact(N_("Reference"), reference)
        yield self._fact(N_("Period"), self._period())
        if self._data.version:
            yield self._fact(N_("Version"), self._data.version)
        yield self._fact(N_("Made on"), Said(t.date(self._data.made_on, "long")))

    def _period(self) -> str:
        """From the first to the last day, the actual ones where they are known."""
        values, t = self._data.values, self._t
        begun, done = (values.get("started_on") or values.get("starts_on"), values.get("ended_on") or values.get("ends_on"))
        first, last = (write(ACTIVITY.by_name["starts_on"], day, t).text for day in (begun, done))
        if first and last and first != last:
            return say(t, N_("{first} to {last}"), first=first, last=last)
        return first or last

    def reference(self) -> str:
        """Reference and version, as the foot of each page has them."""
        reference = plain_text(str(self._data.values.get("reference") or ""))
        if not self._data.version:
            return reference
        version = say(self._t, N_("Version {version}"), version=self._data.version)
        return Said(f"{isolate(reference)} · {version}" if self._t.rtl else f"{reference} · {version}") if reference else version

    def blocks(self) -> Iterator[Block]:
        """Section by section; sections with nothing in them are left out."""
        named = {name for _, _, names in SECTIONS for name in names}
        further = tuple(one.name for one in ACTIVITY.fields if one.name not in named | _ELSEWHERE and one.printed)
        for key, heading, names in (*SECTIONS, ("further", FURTHER, further)):
            blocks = [block for name in names for block in self._block(name)]
            if blocks:
                yield Heading(Said(self._t.gettext(heading)), key)
                yield from blocks
        yield Signatures(tuple(self._signature(one) for one in self._people()))

    def _people(self) -> tuple[SignatureLine, ...]:
        return tuple(self._data.people) or (SignatureLine(PREPARED), SignatureLine(APPROVED))

    def _signature(self, person: SignatureLine) -> Signature:
        return Signature(self._t.gettext(person.role), person.name, person.function)

    def _block(self, name: str) -> Iterator[Block]:
        if name == "@photographs":
            pictures, printed = show_photographs(self._data, self._t)
            self._lists |= {"photographs": printed} if printed else {}
            yield from pictures
            return
        if name.startswith("@"):
            yield from self._table(name.removeprefix("@"))
            return
        field = ACTIVITY.by_name[name]
        if not field.printed:
            return
        written, notes = self._written(name), self._rival_notes(name, "")
        if written or notes or self._is_expected(name):
            yield self._show(field, written, notes)

    def _table(self, name: str) -> Iterator[Block]:
        rows, printed = _EVERY_TABLE[name](self._data, self._t)
        if printed:
            self._lists[name] = to_json(printed)
        if rows.rows or name == "headcounts":
            yield replace(rows, notes=(*rows.notes, *self._list_notes(name)))

    def _list_notes(self, name: str) -> tuple[str, ...]:
        """«2 values in this table are not decided», where that is so."""
        count = self._data.undecided_lists.get(name, 0)
        one, many = N_("{n} value in this table is not decided"), N_("{n} values in this table are not decided")
        return (say_plural(self._t, one, many, count),) if count else ()

    def _is_expected(self, name: str) -> bool:
        values = self._data.values
        if name in ("starts_on", "ends_on"):
            return not (values.get("started_on") and values.get("ended_on"))
        return name in _EXPECTED and not (name == "waste_streams" and values.get("themes"))

    def _show(self, field: Field, written: Written, notes: tuple[str, ...]) -> Block:
        rivals = self._rivals(field, written.language)
        text = "\n".join(rivals) if rivals else written.text
        every = (*written.notes, *(notes or self._rival_notes(field.name, written.language)))
        if field.kind is Kind.PROSE and text:
            return Text(text, Said(self._t.gettext(field.label)), every, written.language)
        fact = self._fact(field.label, text, every)
        return Facts((Fact(fact.label, fact.value, fact.notes, written.language if field.translatable else ""),))

    def _written(self, name: str) -> Written:
        """The value of a field in words; what is printed is kept for the attachment."""
        field, values, t = ACTIVITY.by_name[name], self._data.values, self._t
        value = values.get(name)
        if name == "planned_budget":
            self._keep("planned_currency", values.get("planned_currency"))
            written = Written(write_money(value, values.get("planned_currency"), t))
        else:
            written = write(field, value, t, self._data.original_language)
        if written:
            self._keep(name, {written.language: written.text} if field.translatable else value)
        return self._add_words(name, written)

    def _add_words(self, name: str, written: Written) -> Written:
        """«Other» with the words that say which."""
        words = str(self._data.values.get(_IN_WORDS.get(name, ""), "") or "")
        if not words:
            return written
        self._keep(_IN_WORDS[name], words)
        text = say(self._t, N_("{choice}: {words}"), choice=written.text, words=words) if written else words
        return Written(text, written.language)

    def _keep(self, name: str, value: object) -> None:
        if value not in (None, "", {}):
            self._fields[name] = to_json(value)

    def _fact(self, label: str, text: str, notes: tuple[str, ...] = ()) -> Fact:
        missing = Span(Said(self._t.gettext(NOT_YET_ENTERED)), grey=0.35)
        return Fact(Said(self._t.gettext(label)), text or (missing,), notes)

    def _rivals(self, field: Field, language: str) -> list[str]:
        """The values between which nobody has decided; of sets the note alone says it."""
        register = f"{field.name}/{language}" if field.translatable else field.name
        values = self._data.undecided.get(register, ()) if not field.is_set else ()
        whole = [{language: value} if field.translatable else value for value in values]
        return [write(field, value, self._t).text or self._t.gettext(NOT_YET_ENTERED) for value in whole]

    def _rival_notes(self, name: str, language: str) -> tuple[str, ...]:
        """«2 values, not decided», where that is so."""
        field = ACTIVITY.by_name[name]
        if field.translatable and not language:
            return ()
        exact = f"{name}/{language}" if field.translatable else name
        begin = f"{name}/" if field.is_set else exact
        held = self._data.undecided.items()
        counts = [len(rivals) for register, rivals in held if register == exact or (field.is_set and register.startswith(begin))]
        if not counts:
            return ()
        return (say_plural(self._t, N_("{n} value, not decided"), N_("{n} values, not decided"), max(counts)),)
