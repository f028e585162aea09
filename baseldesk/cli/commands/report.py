"""`baseldesk report`: what a centre owes or hands out, as a PDF, in any of the six languages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from baseldesk.cli.commands.cover_note import ABOUT as COVER_NOTE
from baseldesk.cli.commands.missing_list import ABOUT as MISSING_PARTS
from baseldesk.cli.frame import TARGET, Group, command, option
from baseldesk.cli.session import Session
from baseldesk.errors import UsageError
from baseldesk.i18n import LANGUAGES, N_
from baseldesk.reports.kinds import KINDS, ReportKind
from baseldesk.reports.request import Option, Period, Request

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from baseldesk.reports.document import Printed

COMMANDS = {
    "list": "report:list_",
    **{name: f"report:{name}" for name in KINDS},
    "cover-note": "cover_note:cover_note",
    "missing-parts": "missing_list:missing_list",
    "certificate": "report_certificate:certificate",
    "verify": "report_verify:verify",
}
ABOUT = {**{name: kind.about for name, kind in KINDS.items()}, "cover-note": COVER_NOTE, "missing-parts": MISSING_PARTS}
OPTION_HELP = N_("Something that can be chosen for this kind of report; “yes” where no value is given.")


@click.group("report", cls=Group, lazy=COMMANDS, help=N_("Print a report as a PDF file."))
def report() -> None:
    """Holds one command per kind of report."""


@command("list", N_("List the kinds of report."))
def list_(session: Session) -> None:
    """Lists what can be printed, with the options of each."""
    from baseldesk.cli.output import table, write_json, write_lines

    t = session.t
    if session.json:
        for name, text in ABOUT.items():
            write_json({"name": name, "text": t.gettext(text), **(_described(KINDS[name]) if name in KINDS else {})})
        return
    write_lines(table([(name, t.gettext(text)) for name, text in ABOUT.items()]))


def _described(kind: ReportKind) -> dict[str, Any]:
    options = {one.name: [code for code, _ in one.choices] or one.vocabulary or ["yes", "no"] for one in kind.options}
    return {"subject": kind.subject, "period": kind.has_period, "formats": list(kind.formats), "options": options}


def _printing(kind: ReportKind) -> click.Command:
    """The command of one kind of report."""

    def print_it(
        session: Session, *, output: Path, paper: str, report_language: str | None, mail: bool = False, **asked: Any
    ) -> None:
        language = report_language or session.t.language
        with session.open_desk() as desk:
            request = _request(desk, kind, **asked)
            printed = write_report(session, desk, request, language, output, paper=paper)
            draft = write_draft(desk, request, language, output) if mail else None
        tell(session, printed, draft)

    made: Any = print_it
    for decorate in reversed(_options(kind)):
        made = decorate(made)
    return command(kind.name, kind.about)(made)


def _options(kind: ReportKind) -> list[Any]:
    found = []
    if kind.subject:
        found.append(
            option("--record", "named", multiple=True, metavar="ID", help=N_("What it is about, by identifier or reference."))
        )
    if kind.has_period:
        found.append(option("--period", metavar="PERIOD", help=N_("2026, 2025-2026, 2025-01..2026-06, or with days.")))
    if kind.is_bilingual:
        found.append(option("--second-language", type=click.Choice(LANGUAGES), help=N_("The second language on the paper.")))
    if kind.options:
        found.append(option("--option", "chosen", multiple=True, metavar="NAME=VALUE", help=OPTION_HELP))
    if any(one.name == "outsiders" for one in kind.options):
        found.append(option("--outsiders", is_flag=True, help=N_("Leave out what is not marked for publication.")))
    if not kind.for_centre_only:
        found.append(
            option("--mail", is_flag=True, help=N_("Also an e-mail draft with the report attached, beside it, as .eml."))
        )
    language = N_("The report's language; without it, that of --language.")
    return [
        *found,
        option("--centre", "owner", metavar="CODE", default="", help=N_("The centre that it is about; without it, one's own.")),
        option("--report-language", type=click.Choice(LANGUAGES), help=language),
        option("--output", type=TARGET, required=True, metavar="OUT", help=N_("The file to write; replaced if it exists.")),
        option("--paper", type=click.Choice(["A4", "Letter"]), default="A4", help=N_("The size of the sheets.")),
    ]


def _request(
    desk: Desk, kind: ReportKind, *, owner: str, named: Sequence[str] = (), period: str | None = None,
    second_language: str | None = None, chosen: Sequence[str] = (), outsiders: bool = False,
) -> Request:  # fmt: skip
    """What was asked for on the command line.

    Raises:
        UsageError: there is no such record, period or option.
    """
    from baseldesk.cli.finding import find_id

    options = dict(_choose(kind, one) for one in chosen)
    if outsiders:
        options["outsiders"] = True
    records = tuple(find_id(desk, kind.subject, one) for one in named)
    return Request(kind.name, records, Period.parse(period) if period else None, options, owner, second_language or "")


def _choose(kind: ReportKind, text: str) -> tuple[str, str | bool]:
    """Name and value of an option that was given as `name=value`, `name` or `name=no`."""
    name, equals, value = text.partition("=")
    found = next((one for one in kind.options if one.name == name), None)
    if found is None:
        names = ", ".join(one.name for one in kind.options)
        raise UsageError("report.unknown_option", name=name, names=names)
    return name, _value(found, value if equals else "yes")


def _value(found: Option, value: str) -> str | bool:
    from baseldesk.records import vocabulary

    if not found.choices and not found.vocabulary:
        if value not in ("yes", "no"):
            raise UsageError("report.unknown_choice", name=found.name, value=value, choices="yes, no")
        return value == "yes"
    codes = [code for code, _ in found.choices] or list(vocabulary.codes(found.vocabulary))
    if value not in codes:
        raise UsageError("report.unknown_choice", name=found.name, value=value, choices=", ".join(codes))
    return value


def write_report(session: Session, desk: Desk, request: Request, language: str, output: Path, *, paper: str = "A4") -> Printed:
    """Composes and writes a report, with a progress bar.

    Raises:
        UsageError: something is missing, or not for outsiders.
        MediumError: the file cannot be written; what was there is untouched.
    """
    from baseldesk.cli.progress import bar
    from baseldesk.errors import MediumError
    from baseldesk.i18n import translator
    from baseldesk.reports.kinds import print_report
    from baseldesk.reports.page import Paper

    sizes: dict[str, Paper] = {"A4": "A4", "Letter": "Letter"}
    with bar(session, session.t.gettext(N_("Printing"))) as progress:
        try:
            return print_report(desk, request, translator(language), output, paper=sizes[paper], progress=progress)
        except OSError as error:
            raise MediumError("cli.file_not_written", file=output.name, reason=error.strerror or "") from error


def write_draft(desk: Desk, request: Request, language: str, printed: Path) -> Path:
    """Writes an e-mail draft with the printed file attached beside it; replaced if it exists.

    Raises:
        UsageError: it is no PDF file.
        MediumError: it cannot be written.
    """
    from baseldesk.errors import MediumError
    from baseldesk.i18n import translator
    from baseldesk.reports.kinds import compose
    from baseldesk.reports.mail_draft import draft_mail

    if printed.suffix.lower() != ".pdf":
        raise UsageError("report.not_as_such_a_file", name=request.kind, suffix=printed.suffix)
    t, draft = translator(language), printed.with_suffix(".eml")
    try:
        draft.write_bytes(draft_mail(compose(desk, request, t), t, printed.name, printed.read_bytes()))
    except OSError as error:
        raise MediumError("cli.file_not_written", file=draft.name, reason=error.strerror or "") from error
    return draft


def tell(session: Session, printed: Printed, draft: Path | None = None) -> None:
    """Says what was written."""
    from baseldesk.cli.output import remark, write_json
    from baseldesk.reports.printing_remarks import tell_remarks

    t = session.t
    if session.json:
        mailed = {"mail": str(draft)} if draft else {}
        told = {"remarks": list(printed.remarks)} if printed.remarks else {}
        write_json({"path": str(printed.path), "pages": printed.pages, "bytes": printed.bytes, **mailed, **told})
    else:
        print(printed.path, *([draft] if draft else []), sep="\n")
        if printed.pages:
            remark(t.format_plural(N_("{n} page"), N_("{n} pages"), printed.pages), quiet=session.quiet)
    if printed.missing:
        signs = " ".join(sorted(printed.missing))
        remark(t.format(N_("Some characters are in no font and were printed as boxes: {signs}"), signs=signs))
    for text in tell_remarks(printed.remarks, t):
        remark(text)


def __getattr__(name: str) -> click.Command:
    """The command of a kind of report, by the kind's name."""
    if name not in KINDS:
        raise AttributeError(name)
    return _printing(KINDS[name])
