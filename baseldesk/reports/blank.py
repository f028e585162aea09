"""Blank forms for pen and paper: made from the declarations, in the order and with the numbers of one list of questions."""

from __future__ import annotations

from functools import partial
from typing import Any

from baseldesk.desk.desk import Desk
from baseldesk.i18n import LANGUAGES, N_, Translator
from baseldesk.journal.clock import instant
from baseldesk.records import vocabulary
from baseldesk.records.field import Field, Kind
from baseldesk.records.types import TYPES
from baseldesk.reports.blank_cells import Asked
from baseldesk.reports.blank_order import HEADCOUNT, ORDER, Part
from baseldesk.reports.blank_page import FormHead, FormLines
from baseldesk.reports.blank_people import PeopleColumn, PeopleSheet
from baseldesk.reports.blocks import Front, Laid, Titled
from baseldesk.reports.centre_title import centre_name
from baseldesk.reports.document import Document
from baseldesk.reports.escape import Said
from baseldesk.reports.handouts import FORM, FORM_TITLES
from baseldesk.reports.page import MILLIMETRE
from baseldesk.reports.request import Request
from baseldesk.reports.structure import Node
from baseldesk.reports.values import write_text

KIND = N_("Form for pen and paper")
_TYPES = {"activity": "activity", "partner": "partner", "participants": "participant", "feedback": "feedback"}

_HOW = N_(
    "Write in the boxes and tick the squares; leave empty what you do not know. The numbers stand in the order of the screen, "
    "so that the form can be keyed from top to bottom."
)
_STAYS = N_("This sheet holds personal data: it stays at the centre. What is reported are the counts made from it.")
_CODE_OR_NAME = N_("code or name")
_CODES_OR_NAMES = N_("codes or names")
_DAY, _MONTH, _YEAR = N_("day"), N_("month"), N_("year")
_COUNTS = (N_("Women"), N_("Men"), N_("Other"), N_("Not stated"))
_MOST_SQUARES = 20  # a longer list is written by code or name
_PROSE = {"summary": 20 * MILLIMETRE, "services": 20 * MILLIMETRE}
_PROSE_USUAL = 13 * MILLIMETRE
_SHARES = {"name": 48, "organisation": 42, "function": 30, "country": 22, "email": 36}  # of the form for participants
_PEOPLE_FIRST, _PEOPLE_SECOND = 10, 14  # lines on its two pages, at most


def compose_blank(desk: Desk, request: Request, t: Translator) -> Document:
    """The form that the option names, empty, with the centre's name."""
    form = str(request.option(FORM))
    record_type, title = _TYPES[form], FORM_TITLES[form]
    own = write_text(dict(centre_name(desk, request.owner or desk.owner)), t)
    day = instant(desk.clock()).date()
    front = Front(own.text, Said(t.gettext(KIND)), Titled(Said(t.gettext(title))), short_centre=request.owner or desk.owner)
    is_people = form == "participants"
    lay = partial(_lay_people if is_people else _lay_form, record_type, front)
    data = {"report": {"kind": "blank", "form": form, "language": t.language, "made_on": day.isoformat()}}
    return Document(front, (Laid(lay),), Said(t.gettext(title)), day, data, landscape=is_people, has_head=False)


def _lay_form(record_type: str, front: Front, t: Translator, root: Node) -> list[Any]:
    """The questions of a record type, on as many pages as they need."""
    return [_head(front, _HOW, t, root), FormLines(questions(record_type, t), t, root)]


def _head(front: Front, how: str, t: Translator, root: Node) -> FormHead:
    return FormHead(front.title.text, (front.centre, Said(f"{t.gettext(KIND)}. {t.gettext(how)}")), t, root)


def questions(record_type: str, t: Translator) -> list[tuple[str, list[Asked]]]:
    """The questions part by part, numbered through."""
    parts, number = [], 1
    for part in ORDER[record_type]:
        asked = [_ask(record_type, name, width, number + place, t) for place, (name, width) in enumerate(part.places)]
        parts.append((_title(part, t), asked))
        number += len(asked)
    return parts


def _title(part: Part, t: Translator) -> str:
    return Said(t.gettext(part.title)) if part.title else ""


def _ask(record_type: str, name: str, width: int, number: int, t: Translator) -> Asked:
    """One question, as its field's kind asks it."""
    if name == HEADCOUNT:
        return Asked(number, Said(t.gettext(N_("Headcount"))), "parts", width, tuple(Said(t.gettext(one)) for one in _COUNTS))
    field = TYPES[record_type].by_name[name]
    label = Said(t.gettext(field.label))
    if field.kind is Kind.PROSE:
        languages = LANGUAGES if field.translatable and width >= 6 else ()
        return Asked(number, label, "text", width, wished=_PROSE.get(name, _PROSE_USUAL), languages=languages)
    if field.kind is Kind.DATE:
        return Asked(number, label, "parts", width, tuple(Said(t.gettext(one)) for one in (_DAY, _MONTH, _YEAR)))
    choices = choices_of(field, t)
    if choices:
        return Asked(number, label, "ticks", width, choices)
    return Asked(number, label, "box", width, hint=_hint(field, t), languages=LANGUAGES if field.translatable else ())


def choices_of(field: Field, t: Translator) -> tuple[str, ...]:
    """The words to tick; () where the list is too long for paper, or there is none."""
    if field.kind is Kind.YES_NO:
        return (Said(t.gettext(N_("yes"))), Said(t.gettext(N_("no"))))
    if field.kind not in (Kind.CODE, Kind.CODES):
        return ()
    codes = vocabulary.offered(field.vocabulary)
    return tuple(t.label(code, field.vocabulary) for code in codes) if len(codes) <= _MOST_SQUARES and _can_tick(field) else ()


def _can_tick(field: Field) -> bool:
    """Whether a list is ticked: the key activities are long sentences, which the codes stand for."""
    return field.vocabulary != "key_activity"


def _hint(field: Field, t: Translator) -> str:
    if field.kind in (Kind.CODE, Kind.RECORD):
        return Said(t.gettext(_CODE_OR_NAME)) if field.vocabulary in ("country", "key_activity") else ""
    return Said(t.gettext(_CODES_OR_NAMES)) if field.kind is Kind.CODES else ""


def _lay_people(record_type: str, front: Front, t: Translator, root: Node) -> list[Any]:
    """The form for participants: activity and session above, then a line for each person, on two pages."""
    columns = people_columns(record_type, t)
    head = [
        Asked(0, Said(t.gettext(N_("Activity"))), "box", 6), Asked(0, Said(t.gettext(N_("Session"))), "box", 3),
        Asked(0, Said(t.gettext(N_("Date"))), "parts", 3, tuple(Said(t.gettext(one)) for one in (_DAY, _MONTH, _YEAR))),
    ]  # fmt: skip
    first = PeopleSheet(columns, 1, _PEOPLE_FIRST, t, root)
    above = [_head(front, _STAYS, t, root), FormLines([("", head)], t, root)]
    return [*above, first, PeopleSheet(columns, _PEOPLE_FIRST + 1, _PEOPLE_SECOND, t, root)]


def people_columns(record_type: str, t: Translator) -> list[PeopleColumn]:
    """The columns in the order of the screen; lists longer than a few squares are written by number."""
    columns = []
    for number, name in enumerate((name for part in ORDER[record_type] for name in part.names), 1):
        field = TYPES[record_type].by_name[name]
        label, choices = Said(t.gettext(field.label)), choices_of(field, t)
        if field.kind is Kind.YES_NO:
            columns.append(PeopleColumn(number, label, squares=1))
        elif choices:
            columns.append(PeopleColumn(number, label, squares=len(choices) if len(choices) <= 5 else 0, key=choices))
        else:
            columns.append(PeopleColumn(number, label, share=_SHARES[name]))
    return columns
