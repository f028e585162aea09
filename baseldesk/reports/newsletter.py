"""The newsletter digest: the activities of a period that the centre has marked for it, ready to be edited and sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from baseldesk.desk.desk import Desk
from baseldesk.errors import UsageError
from baseldesk.i18n import N_, Translator
from baseldesk.journal.clock import instant
from baseldesk.records.activity import ACTIVITY
from baseldesk.reports.blocks import Block, Fact, Facts, Front, Heading, Note, Picture, Text, Titled
from baseldesk.reports.centre_title import centre_name
from baseldesk.reports.document import Document
from baseldesk.reports.escape import Said, for_paper, say, say_plural
from baseldesk.reports.newsletter_gather import Item, Shot, gather_items
from baseldesk.reports.request import Request
from baseldesk.reports.values import Written, to_json, write, write_text

KIND = N_("Newsletter")
_EMPTY = N_("No activity of this period is marked for the newsletter and for publication.")
_TITLE = N_("What we did: {period}")
_TEXTS = ("summary", "outputs", "outcomes")  # the first that there is
_PRINTED = ("reference", "kind", "country", "city", "countries", "links")


def compose_newsletter(desk: Desk, request: Request, t: Translator) -> Document:
    """The digest of the period that is asked for.

    Raises:
        UsageError: no period is given.
    """
    if request.period is None:
        raise UsageError("report.no_period")
    owner = request.owner or desk.owner
    items, day = gather_items(desk, owner, request.period), instant(desk.clock()).date()
    period = request.period.write(t)
    front = Front(
        write_text(dict(centre_name(desk, owner)), t).text, Said(t.gettext(KIND)), Titled(say(t, _TITLE, period=period)),
        facts=(Fact(Said(t.gettext(N_("Made on"))), Said(t.date(day, "long"))),), short_centre=owner,
    )  # fmt: skip
    newsletter = _Newsletter(t)
    blocks = [block for item in items for block in newsletter.tell(item)] or [Text(Said(t.gettext(_EMPTY)))]
    about = {"kind": "newsletter", "language": t.language, "period": str(request.period), "made_on": day.isoformat()}
    return Document(front, tuple(blocks), Said(t.gettext(KIND)), day, {"report": about, "activities": newsletter.printed})


class _Newsletter:
    """Tells one activity after the other, and keeps what it has printed."""

    def __init__(self, t: Translator) -> None:
        self._t = t
        self.printed: list[dict[str, object]] = []

    def tell(self, item: Item) -> Iterator[Block]:
        """Title, where and when, the text, a photograph, the partners."""
        kept: dict[str, object] = {}
        self.printed.append(kept)
        title = self._write(item.values.get("title") or {}, "title", kept)
        yield Heading(title.text or Said(self._t.gettext(N_("not yet entered"))), f"item-{len(self.printed)}")
        remarks = [*title.notes, *self._undecided(item)]
        if remarks:
            yield Note(Said(" · ".join(remarks)))
        yield from self._facts(item, kept)
        for name in _TEXTS:
            text = self._write(item.values.get(name) or {}, name, kept)
            if text.text:
                yield Text(text.text, "", text.notes, text.language)
                break
        if item.photograph:
            yield from self._picture(item.photograph)

    def _undecided(self, item: Item) -> Iterator[str]:
        if item.undecided:
            yield say_plural(self._t, N_("{n} value, not decided"), N_("{n} values, not decided"), item.undecided)

    def _write(self, texts: Mapping[str, str], name: str, kept: dict[str, object]) -> Written:
        written = write_text(dict(texts), self._t)
        if written.text:
            kept[name] = {written.language: written.text}
        return written

    def _facts(self, item: Item, kept: dict[str, object]) -> Iterator[Block]:
        facts = [
            (N_("When"), self._when(item)), (N_("Where"), self._where(item)), *self._declared(item, ("kind", "countries")),
            (N_("With"), self._with(item)), *self._declared(item, ("links",) if item.is_over else ("stage", "links")),
        ]  # fmt: skip
        kept |= {name: to_json(item.values[name]) for name in _PRINTED if item.values.get(name)}
        kept |= {
            "first": to_json(item.first),
            "last": to_json(item.last),
            "partners": [{one.language: one.text} for one in self._partners(item)],
        }
        yield Facts(tuple(Fact(Said(self._t.gettext(label)), text) for label, text in facts if text))

    def _declared(self, item: Item, names: tuple[str, ...]) -> list[tuple[str, str]]:
        fields = [ACTIVITY.by_name[name] for name in names]
        return [(field.label, write(field, item.values.get(field.name), self._t).text) for field in fields]

    def _when(self, item: Item) -> str:
        days = [Said(self._t.date(day, "long")) for day in dict.fromkeys((item.first, item.last)) if day]
        return say(self._t, N_("{first} to {last}"), first=days[0], last=days[1]) if len(days) > 1 else "".join(days)

    def _with(self, item: Item) -> str:
        """The partners one to a line, each in its own direction."""
        return "\n".join(" ".join(one.text.split()) for one in self._partners(item))

    def _partners(self, item: Item) -> list[Written]:
        return [write_text(dict(one), self._t) for one in item.partners]

    def _where(self, item: Item) -> str:
        city, code = str(item.values.get("city") or ""), item.values.get("country")
        country = self._t.country(str(code)) if code else ""
        if city and country:
            return say(self._t, N_("{city}, {country}"), city=city, country=country)
        return city or country

    def _picture(self, shot: Shot) -> Iterator[Block]:
        caption = write_text(dict(shot.caption), self._t).text or write_text(dict(shot.title), self._t).text
        credit = say(self._t, N_("Photograph: {credit}"), credit=shot.credit) if shot.credit else ""
        words = " · ".join(one for one in (caption, for_paper(credit)) if one)
        yield Picture(shot.content, words, caption or Said(self._t.gettext(N_("Photograph of the activity"))), 120)
