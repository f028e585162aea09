"""The kinds of report, each said once: command line and window make their choices from this, and find here who composes it.

A new report is one entry and the modules that it names.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from baseldesk.errors import UsageError
from baseldesk.i18n import N_, Translator
from baseldesk.reports.donors_options import COUNTRY, WHAT
from baseldesk.reports.handouts import FORM, KIT_OPTIONS
from baseldesk.reports.request import ACTUAL, CARRIED, OUTSIDERS, Option, Request
from baseldesk.reports.shares import share

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from baseldesk.reports.document import Document, Printed
    from baseldesk.reports.flow import Progress, Stop
    from baseldesk.reports.layout import Layout
    from baseldesk.reports.page import Paper

PDF, WORD, WEB = "pdf", "docx", "html"
COMPOSING = 0.1  # of the time that a long report takes; the rest is laying it out


@dataclass(frozen=True, slots=True)
class ReportKind:
    """One kind of report.

    Attributes:
        title: what it is called, a msgid.
        about: what it is for, a sentence, a msgid.
        made_by: `module:function` in this package; called with desk, request and translator, it gives the document.
        subject: the type of the records that it is about; "" for none.
        subject_is: field and code that the records must have; () for any.
        needs_subject: whether it cannot be made without one.
        many: whether it can be about several records at once, each a chapter.
        has_period: whether a period can be chosen; without a subject it must be.
        is_bilingual: whether it has a second language beside the report's own.
        formats: what it can be written as.
        for_centre_only: whether it never leaves the centre: no copy is mailed or published.
    """

    name: str
    title: str
    about: str
    made_by: str
    subject: str = ""
    subject_is: tuple[str, str] | tuple[()] = ()
    needs_subject: bool = True
    many: bool = False
    has_period: bool = False
    is_bilingual: bool = False
    options: tuple[Option, ...] = ()
    formats: tuple[str, ...] = (PDF,)
    for_centre_only: bool = False


KINDS: dict[str, ReportKind] = {
    one.name: one
    for one in (
        ReportKind(
            "activity", N_("Activity report"),
            N_("Each activity, or all of a period: what was done, with whom and with what money, for signature."),
            "activity_batch:compose_activities", subject="activity", needs_subject=False, many=True, has_period=True,
            options=(OUTSIDERS, CARRIED), formats=(PDF, WORD),
        ),
        ReportKind(
            "periodic", N_("Report on the activities of the centre"),
            N_("What was handed in, or any period: activities, Parties served, results, cooperation, means; with corrections."),
            "periodic:compose_periodic", subject="submission", subject_is=("kind", "activity_report"),
            needs_subject=False, has_period=True, options=(OUTSIDERS,),
            formats=(PDF, WORD),
        ),
        ReportKind(
            "plan", N_("Business plan of the centre"),
            N_("Background, goals, constraints, activities with budget and funding, strategies; plan and what was done."),
            "plan:compose_plan", subject="submission", subject_is=("kind", "business_plan"),
            needs_subject=False, has_period=True, options=(ACTUAL, OUTSIDERS),
            formats=(PDF, WORD),
        ),
        ReportKind(
            "progress", N_("Progress of the work plan"),
            N_("Table 1 of the programme: what was done under each key activity, by whom, with what result."),
            "progress:compose_progress", subject="submission", subject_is=("kind", "work_plan_progress"),
            needs_subject=False, has_period=True, options=(OUTSIDERS,),
            formats=(PDF, WORD),
        ),
        ReportKind(
            "evaluation", N_("Evaluation mirror"),
            N_("The centre against the published evaluation scale: evidence first, an indicative score second."),
            "evaluation:compose_evaluation", has_period=True, for_centre_only=True,
        ),
        ReportKind(
            "transparency", N_("Register of partnerships"),
            N_("For the public: partners, goals, roles, nature and scope of what is marked for publication."),
            "transparency:compose_transparency", subject="partnership", needs_subject=False, many=True,
            options=(Option("in_force", N_("Only partnerships in force")),), formats=(PDF, WORD, WEB),
        ),
        ReportKind(
            "donors", N_("Donors and contributions"),
            N_("Contributions of a period by donor and purpose, the list of thanks, or a letter to each donor."),
            "donors:compose_donors", has_period=True, options=(WHAT, OUTSIDERS), formats=(PDF, WORD),
        ),
        ReportKind(
            "donor", N_("Report to a donor"),
            N_("One contribution: what was done with it, results, budget against spent, balance, photographs."),
            "donor:compose_donor", subject="contribution", formats=(PDF, WORD),
        ),
        ReportKind(
            "waste", N_("Waste trends"),
            N_("Figures on wastes by stream, country and year, with a map, sources and how good they are."),
            "waste:compose_waste", has_period=True, options=(COUNTRY,), formats=(PDF,),
        ),
        ReportKind(
            "workshop-kit", N_("Workshop kit"),
            N_("For a training: attendance sheets, name badges, test, certificates and the list of participants."),
            "kit:compose_kit", subject="activity", is_bilingual=True, options=KIT_OPTIONS, for_centre_only=True,
        ),
        ReportKind(
            "blank", N_("Forms for pen and paper"),
            N_("Empty forms in the order of the screen, to note in the field what is keyed later."),
            "blank:compose_blank", options=(FORM,),
        ),
        ReportKind(
            "newsletter", N_("Newsletter"),
            N_("What the centre did in a period: the activities marked for the newsletter and for publication."),
            "newsletter:compose_newsletter", has_period=True, formats=(PDF, WORD, WEB),
        ),
    )
}  # fmt: skip


def kind_named(name: str) -> ReportKind:
    """The kind of this name.

    Raises:
        UsageError: there is none.
    """
    if name not in KINDS:
        raise UsageError("report.unknown_kind", name=name)
    return KINDS[name]


def what_is_missing(request: Request) -> str:
    """The code of what must be said before the report can be made; "" where nothing is."""
    kind = kind_named(request.kind)
    if request.records:
        return ""
    if kind.subject and kind.needs_subject:
        return "report.nothing_chosen"
    return "report.no_period" if kind.has_period and request.period is None else ""


def compose(desk: Desk, request: Request, t: Translator) -> Document:
    """The report that is asked for, in the translator's language.

    Raises:
        UsageError: something that it needs is not said, or there is no such record.
    """
    kind = kind_named(request.kind)
    missing = what_is_missing(request)
    if missing:
        raise UsageError(missing, type=kind.subject)
    if len(request.records) > 1 and not kind.many:
        raise UsageError("report.one_only", type=kind.subject)
    module, _, function = kind.made_by.partition(":")
    made_by: Callable[[Desk, Request, Translator], Document] = getattr(
        importlib.import_module(f"baseldesk.reports.{module}"), function
    )
    return made_by(desk, request, t)


def print_report(
    desk: Desk, request: Request, t: Translator, out_path: Path, *, layout: Layout | None = None,
    paper: Paper = "A4", progress: Progress | None = None, cancelled: Stop | None = None,
) -> Printed:  # fmt: skip
    """Composes the report and writes it as what the end of the file's name says.

    Raises:
        UsageError: something that it needs is not said, or it cannot be written as such a file.
        Cancelled: the person has stopped it; no file is left.
        OSError: the file cannot be written.
    """
    wanted = out_path.suffix.lower().removeprefix(".") or PDF
    if wanted not in kind_named(request.kind).formats:
        raise UsageError("report.not_as_such_a_file", name=request.kind, suffix=wanted)
    document = compose(desk, replace(request, cancelled=cancelled, progress=share(progress, 0, COMPOSING)), t)
    if layout:
        document = layout.apply_to(document)
    written = share(progress, COMPOSING, 1)
    return write_document(document, t, out_path, paper=paper, progress=written, cancelled=cancelled)


def write_document(
    document: Document, t: Translator, out_path: Path, *,
    paper: Paper = "A4", progress: Progress | None = None, cancelled: Stop | None = None,
) -> Printed:  # fmt: skip
    """Writes a composed report as what the end of the file's name says.

    Raises:
        Cancelled: the person has stopped it; no file is left.
        OSError: the file cannot be written.
    """
    suffix = out_path.suffix.lower()
    if suffix == f".{WORD}":
        from baseldesk.reports.word import write_docx

        return write_docx(document, t, out_path, paper=paper, progress=progress, cancelled=cancelled)
    if suffix == f".{WEB}":
        from baseldesk.reports.web import write_html

        return write_html(document, t, out_path, progress=progress, cancelled=cancelled)
    from baseldesk.reports.document import render

    return render(document, t, out_path, paper=paper, progress=progress, cancelled=cancelled)
