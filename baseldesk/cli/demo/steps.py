"""The example, step by step: each is the function that the command of that name uses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from baseldesk.cli.commands.bundle import write_bundle
from baseldesk.cli.commands.bundle_in import take_bundles_in
from baseldesk.cli.commands.digest import describe
from baseldesk.cli.commands.import_ import take_file_in
from baseldesk.cli.commands.report import write_report
from baseldesk.cli.demo import entries, place
from baseldesk.cli.demo.story import Story
from baseldesk.cli.files import write_file
from baseldesk.cli.linking import link_id
from baseldesk.cli.session import Session
from baseldesk.desk.desk import Desk
from baseldesk.desk.references import next_reference
from baseldesk.desk.shown import Edit
from baseldesk.errors import BaselDeskError
from baseldesk.i18n import N_
from baseldesk.records.types import record_type
from baseldesk.reports.request import Request
from baseldesk.resources import resource

STEPS = 13
OFFICER, OFFICE, SECRETARIAT = N_("Example officer"), N_("Front office"), N_("Secretariat")


@dataclass
class Example:
    """The two desks while the example is made, and what is known at its end."""

    session: Session
    folder: Path
    story: Story
    centre: Desk
    secretariat: Desk
    activity: bytes = b""
    said: dict[str, Any] = field(default_factory=dict)


def make_example(session: Session, folder: Path) -> dict[str, Any]:
    """Makes the whole example and tells it; gives what a script wants to know.

    Raises:
        DeskError: the folder holds something else, or is in use.
        BaselDeskError: the two desks do not hold the same at the end, which is our fault.
    """
    place.prepare(folder)
    story = Story(session, STEPS)
    with _two_desks(session, folder, story) as example:
        for step in (
            _enrol,
            _import,
            _live_a_year,
            _edit,
            _attach,
            _export,
            _take_in,
            _acknowledge,
            _see_received,
            _print,
            _compare,
        ):
            step(example)
        example.said["folder"] = str(folder)
        example.said["centre"], example.said["secretariat"] = str(folder / place.CENTRE), str(folder / place.SECRETARIAT)
    place.finish(folder)
    return example.said


@contextmanager
def _two_desks(session: Session, folder: Path, story: Story) -> Iterator[Example]:
    """Makes both desks, and closes them at the end."""
    from baseldesk.sync.station import found_centre, found_secretariat

    officer, office, secretariat = (session.t.gettext(one) for one in (OFFICER, OFFICE, SECRETARIAT))
    with found_centre(folder / place.CENTRE, entries.CENTRE, device_name=office, officer_name=officer) as centre:
        place.mark(centre)
        story.tell(N_("A desk for the centre {code}, {city}."), code=entries.CENTRE, city=_city(centre))
        with found_secretariat(folder / place.SECRETARIAT, device_name=secretariat, officer_name=officer) as other:
            place.mark(other)
            story.tell(N_("A desk for the secretariat, with its root key and its list of computers."))
            yield Example(session, folder, story, centre, other)


def _city(centre: Desk) -> str:
    return str(centre.find("centre")[0].values.get("city", ""))


def _enrol(example: Example) -> None:
    """The request goes to the secretariat as a file, the answer comes back as one."""
    from baseldesk.sync import joining
    from baseldesk.sync.enrolment import read_request

    request, reply = (example.folder / place.POST / name for name in ("REQUEST.BDESK", "REPLY.BDESK"))
    write_file(request, joining.ask_to_join(example.centre))
    asked = read_request(request)
    write_file(reply, joining.accept(example.secretariat, asked).reply)
    joining.join(example.centre, joining.read_answer(example.centre, reply))
    example.story.tell(N_("The centre's computer is registered, by two files and six words: {words}"), words=asked.words)


def _import(example: Example) -> None:
    source = resource("examples", "waste-projects.iati.xml")
    taken = take_file_in(example.session, example.centre, source, "iati", rehearse=False, contacts=False)
    records = sum(taken.records.values())
    example.activity = _find_activity(example.centre)
    example.said["imported"] = {"activities": taken.created, "records": records}
    text = N_("Imported {activities} real waste projects of UNDP and UNIDO: {records} records.")
    example.story.tell(text, activities=taken.created, records=records)


def _live_a_year(example: Example) -> None:
    """A year that is made up: everything that a centre records."""
    from baseldesk.cli.demo import year

    written = list(year.edits(example.centre.owner))
    example.centre.save(written, numbered=False)
    counts = Counter(one.type for one in written)
    text = N_(
        "A year of the centre, made up: {activities} activities, {partners} partners, {participants} participants, and more."
    )
    example.story.tell(text, activities=counts["activity"], partners=counts["partner"], participants=counts["participant"])


def _find_activity(centre: Desk) -> bytes:
    """The imported activity that the example goes on with."""
    (hit,) = centre.search(entries.IDENTIFIER, record_type="activity")
    return hit.id


def _edit(example: Example) -> None:
    """The waste stream of all that are about medical waste; then one activity with its partner and headcount, as one save."""
    desk, activity = example.centre, example.activity
    others = [one for one in _medical(desk) if one != activity]
    desk.save([Edit("activity", one, {"waste_streams": {entries.MEDICAL_WASTE: True}}) for one in others])
    partner = desk.new_id()
    ends = {"activity": activity, "partner": partner, "role": entries.ROLE}
    edits = [
        Edit("activity", activity, {"reference": _reference(desk), **entries.ACTIVITY}),
        Edit("headcount", desk.new_id(), {"activity": activity, **entries.HEADCOUNT}),
        Edit("partner", partner, entries.PARTNER),
        Edit("activity_partner", link_id(desk.owner, record_type("activity_partner"), ends), ends),
    ]
    desk.save(edits)
    example.said["edited"] = len(others) + 1
    text = N_("Edited {count} of them; one now has a partner, a headcount and titles in four languages.")
    example.story.tell(text, count=len(others) + 1)


def _reference(desk: Desk) -> str:
    """The next free reference: what was imported has none of its own."""
    with desk.read() as reader:
        return next_reference(reader, desk.identity, entries.ACTIVITY["started_on"].year)


def _medical(desk: Desk) -> list[bytes]:
    """The activities whose English title speaks of medical waste."""
    titles = {row.id: str(row.values.get("title", {}).get("en", "")).lower() for row in desk.find("activity")}
    return [identity for identity, title in titles.items() if any(word in title for word in entries.MEDICAL_WORDS)]


def _attach(example: Example) -> None:
    file = example.folder / place.POST / entries.DOCUMENT_NAME
    write_file(file, entries.DOCUMENT.encode())
    example.centre.attach(file, {"activity": example.activity, **entries.DOCUMENT_VALUES})
    example.story.tell(N_("Attached a document: {name}"), name=entries.DOCUMENT_NAME)


def _export(example: Example) -> None:
    done = write_bundle(example.session, example.centre, example.folder / place.STICK)
    ((file, size),) = done.files
    example.said["bundle"] = {"path": str(file), "bytes": size, "changes": done.changes, "records": done.records}
    text = N_("Handed over on the stick: {records} records in {changes} changes, {size} bytes, signed and read back.")
    example.story.tell(text, records=done.records, changes=done.changes, size=size)


def _take_in(example: Example) -> None:
    done = take_bundles_in(example.session, example.secretariat, [example.folder / place.STICK])
    if done.refused:
        raise done.refused[0].error
    text = N_("Taken in at the secretariat: {records} records and {documents} document; nothing refused, nothing in conflict.")
    _refuse_if("demo.step_wrong", not done.bundles or bool(done.records["conflict"]))
    example.story.tell(text, records=done.records["new"], documents=done.documents)


def _acknowledge(example: Example) -> None:
    """The receipt travels home as a file of its own."""
    from baseldesk.sync.bundle import export_receipt, import_receipt

    written = export_receipt(example.secretariat, entries.CENTRE, example.folder / place.POST)
    _refuse_if("demo.step_wrong", not import_receipt(example.centre, written.path))
    example.said["receipt"] = str(written.path)
    example.story.tell(N_("The acknowledgement came home: {size} bytes."), size=written.size)


def _see_received(example: Example) -> None:
    from baseldesk.sync.status import sync_status

    status = sync_status(example.centre)
    _refuse_if("demo.step_wrong", bool(status.only_here or status.sent) or not status.received)
    example.said["status"] = status.to_json()
    text = N_("At the centre all {received} changes now show as received, {merged} of them merged.")
    example.story.tell(text, received=status.received, merged=status.merged)


def _print(example: Example) -> None:
    printed = []
    for language in entries.REPORT_LANGUAGES:
        target = example.folder / place.REPORTS / f"activity-{language}.pdf"
        printed.append(write_report(example.session, example.centre, Request("activity", (example.activity,)), language, target))
    example.said["reports"] = [{"path": str(one.path), "pages": one.pages, "bytes": one.bytes} for one in printed]
    names = example.session.t.join([example.session.t.language_name(one) for one in entries.REPORT_LANGUAGES])
    example.story.tell(N_("Printed the activity report: {languages}."), languages=names)


def _compare(example: Example) -> None:
    """Both desks hold the same of the centre, by one hash over all of it.

    Raises:
        BaselDeskError: they do not.
    """
    home, there = (describe(desk, centre=entries.CENTRE) for desk in (example.centre, example.secretariat))
    example.said["digest"], example.said["records"] = home["digest"], home["records"]
    example.said["equal"] = home["digest"] == there["digest"] and home["roster"] == there["roster"]
    _refuse_if("demo.differs", not example.said["equal"])
    text = N_("Both desks hold the same {records} records: {digest}…")
    example.story.tell(text, records=home["records"], digest=home["digest"][:16])


def _refuse_if(code: str, wrong: bool) -> None:
    """A step that did not do what it promises is our fault."""
    if wrong:
        raise BaselDeskError(code)
