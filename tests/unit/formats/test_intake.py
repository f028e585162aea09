"""Taking a file in: counts, one action, the same file again, edited files, and what a person changed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Edit, ListQuery
from baseldesk.errors import Cancelled, FileRefused
from baseldesk.formats import intake as taking
from baseldesk.formats.draft import Draft, Item, Source
from baseldesk.formats.intake import Intake, take_in
from baseldesk.formats.open import read
from baseldesk.i18n import translator
from baseldesk.records.identity import derived_id
from baseldesk.records.types import TYPES
from baseldesk.resources import resource
from baseldesk.sync.keys import DeviceKey

EXAMPLE = resource("examples", "waste-projects.iati.xml")
Write = Callable[..., Path]


def counts(intake: Intake) -> tuple[int, int, int, int, int]:
    return intake.read, intake.created, intake.updated, intake.unchanged, intake.rejected


def codes(intake: Intake) -> list[str]:
    return [one.code for one in intake.warnings]


def said(intake: Intake) -> list[tuple[str, Any]]:
    return [(one.code, one.params.get("field")) for one in intake.warnings]


def activity_id(desk: Desk, identifier: str = "XX-1-A") -> bytes:
    return derived_id(desk.owner, "activity", identifier)


def held(desk: Desk, identifier: str = "XX-1-A") -> dict[str, Any]:
    shown = desk.record("activity", activity_id(desk, identifier))
    assert shown is not None
    return shown.values


def edit(desk: Desk, **values: object) -> None:
    desk.save([Edit("activity", activity_id(desk), values)])


def titled(title: str, more: str = "") -> str:
    return f"<title><narrative>{title}</narrative></title>{more}"


def test_counts_add_up_and_the_same_file_again_changes_nothing(desk: Desk) -> None:
    first = take_in(desk, read(EXAMPLE))
    assert counts(first) == (29, 29, 0, 0, 0)
    assert {kind: desk.count(ListQuery(kind)) for kind in TYPES if desk.count(ListQuery(kind))} == dict(first.records)
    digest = desk.digest().digest
    again = take_in(desk, read(EXAMPLE))
    assert counts(again) == (29, 0, 0, 29, 0)
    assert again.records == {}
    assert desk.digest().digest == digest
    assert desk.check() == []


def test_what_was_read_stands_in_the_desk(desk: Desk) -> None:
    take_in(desk, read(EXAMPLE))
    identifier = "XM-DAC-41114-OUTPUT-00075697"
    values = held(desk, identifier)
    assert values["title"] == {"en": "Solid Waste Management in Miny"}
    assert values["stage"] == "completed"
    roles = {row.values["role"] for row in desk.find("activity_partner", activity=activity_id(desk, identifier))}
    assert roles == {"funding", "implementing", "other"}
    assert [hit.type for hit in desk.search("Minya", record_type="activity")] == ["activity"]


def test_one_undo_takes_an_import_back_and_what_it_said_is_forgotten(desk: Desk, write_file: Write) -> None:
    """As the window's «Take it back»: it was no wish to be rid of the records for ever."""
    take_in(desk, read(write_file(titled("Waste", '<activity-status code="2"/>'))))
    desk.undo()
    assert desk.count(ListQuery("activity")) == 0
    again = take_in(desk, read(write_file(titled("Old oil"))))
    assert (counts(again), codes(again)) == ((1, 1, 0, 0, 0), [])
    shown = desk.record("activity", activity_id(desk))
    assert (shown.values["title"], shown.values.get("stage"), shown.conflicts) == ({"en": "Old oil"}, None, {})
    desk.undo()
    assert desk.count(ListQuery("activity")) == 0


def test_a_rehearsal_tells_the_same_and_changes_nothing(desk: Desk) -> None:
    before = desk.digest().digest
    rehearsed = take_in(desk, read(EXAMPLE), rehearse=True)
    assert desk.digest().digest == before
    taken = take_in(desk, read(EXAMPLE))
    assert (counts(rehearsed), rehearsed.records) == (counts(taken), taken.records)


def test_two_laptops_importing_one_file_make_one_record(
    desk: Desk, empty_desk_folder: Path, tmp_path: Path, key: DeviceKey
) -> None:
    take_in(desk, read(EXAMPLE))
    folder = shutil.copytree(empty_desk_folder, tmp_path / "other")
    with Desk.open(folder) as other:
        other.sign_with(lambda: key)
        take_in(other, read(EXAMPLE))
        here, there = (
            {(row.type, row.id) for kind in TYPES for row in one.rows(ListQuery(kind), 10_000)} for one in (desk, other)
        )
    assert here == there


def test_an_edited_file_changes_only_what_it_says_differently(desk: Desk, write_file: Write) -> None:
    take_in(desk, read(write_file(titled("Waste", '<activity-status code="1"/><recipient-country code="SN"/>'))))
    edit(desk, city="Dakar")
    edited = take_in(desk, read(write_file(titled("Waste", '<activity-status code="2"/><recipient-country code="ML"/>'))))
    assert (counts(edited), codes(edited)) == ((1, 0, 1, 0, 0), [])
    values = held(desk)
    assert (values["stage"], values["countries"], values["city"]) == ("implemented", {"ML": True}, "Dakar")
    newest = desk.history("activity", activity_id(desk))[:3]
    assert {line.register for line in newest} == {"stage", "countries/ML", "countries/SN"}


def test_what_a_person_changed_is_kept_and_named(desk: Desk, write_file: Write) -> None:
    take_in(desk, read(write_file(titled("Waste"))))
    edit(desk, title={"en": "Our waste"})
    edited = take_in(desk, read(write_file(titled("Their waste", '<activity-status code="2"/>'))))
    assert said(edited) == [("import.kept_yours", "title/en")]
    assert (held(desk)["title"], held(desk)["stage"]) == ({"en": "Our waste"}, "implemented")
    again = take_in(desk, read(write_file(titled("Their waste", '<activity-status code="2"/>'))))
    assert (counts(again), codes(again)) == ((1, 0, 0, 1, 0), [])


def test_what_a_person_emptied_stays_empty(desk: Desk, write_file: Write) -> None:
    take_in(desk, read(write_file(titled("Waste", '<activity-status code="1"/>'))))
    edit(desk, stage=None)
    take_in(desk, read(write_file(titled("Waste", '<activity-status code="1"/>'))))
    assert "stage" not in held(desk)
    edited = take_in(desk, read(write_file(titled("Waste", '<activity-status code="2"/>'))))
    assert (said(edited), "stage" in held(desk)) == ([("import.kept_yours", "stage")], False)


def test_a_person_who_wrote_the_same_as_the_file_hears_nothing(desk: Desk, write_file: Write) -> None:
    take_in(desk, read(write_file(titled("Waste"))))
    edit(desk, title={"en": "Waste, again"})
    edited = take_in(desk, read(write_file(titled("Waste, again"))))
    assert (counts(edited), codes(edited)) == ((1, 0, 0, 1, 0), [])


def test_what_the_file_no_longer_says_is_emptied_unless_a_person_wrote_it(desk: Desk, write_file: Write) -> None:
    take_in(desk, read(write_file(titled("Waste", '<activity-status code="1"/><activity-scope code="4"/>'))))
    edit(desk, stage="documented")
    edited = take_in(desk, read(write_file(titled("Waste"))))
    assert said(edited) == [("import.kept_yours", "stage")]
    assert "level" not in held(desk)
    assert held(desk)["stage"] == "documented"


def test_where_another_computer_imported_what_differs_is_left(desk: Desk, write_file: Write) -> None:
    take_in(desk, read(write_file(titled("Waste"))))
    with desk.write() as writer:
        writer.run("DELETE FROM imported")
    same = take_in(desk, read(write_file(titled("Waste"))))
    assert (counts(same), codes(same)) == ((1, 0, 0, 1, 0), [])
    with desk.write() as writer:
        writer.run("DELETE FROM imported")
    differing = take_in(desk, read(write_file(titled("Other waste", '<activity-scope code="4"/>'))))
    assert said(differing) == [("import.kept_yours", "title/en")]
    assert (held(desk)["title"], held(desk)["level"]) == ({"en": "Waste"}, "national")


def test_a_deleted_activity_stays_deleted_and_nothing_is_hung_on_it(desk: Desk, write_file: Write) -> None:
    take_in(desk, read(write_file(titled("Waste"))))
    desk.save([Edit("activity", activity_id(desk), life=False)])
    more = '<budget><value currency="USD">5</value></budget>'
    again = take_in(desk, read(write_file(titled("New words", more))))
    assert (counts(again), codes(again)) == ((1, 0, 0, 1, 0), ["import.deleted_here"])
    assert desk.count(ListQuery("activity")) == desk.count(ListQuery("budget_line")) == 0


def test_a_deleted_entry_stays_deleted(desk: Desk, write_file: Write) -> None:
    line = '<budget type="1"><value currency="USD">{}</value></budget>'
    take_in(desk, read(write_file(titled("Waste", line.format(5)))))
    (row,) = desk.find("budget_line", activity=activity_id(desk))
    desk.save([Edit("budget_line", row.id, life=False)])
    take_in(desk, read(write_file(titled("Waste", line.format(6)))))
    assert desk.count(ListQuery("budget_line")) == 0


def test_entries_that_left_the_file_are_kept_and_counted(desk: Desk, write_file: Write) -> None:
    line = '<budget type="1"><period-start iso-date="{}-01-01"/><value currency="USD">5</value></budget>'
    take_in(desk, read(write_file(titled("Waste", line.format(2020) + line.format(2021)))))
    shorter = read(write_file(titled("Waste", line.format(2021))))
    assert codes(take_in(desk, shorter)) == ["import.no_longer_there"]
    assert codes(take_in(desk, shorter)) == []
    assert desk.count(ListQuery("budget_line")) == 2


ORGANISATION = '<participating-org ref="YY-2" role="1" type="60"><narrative>{}</narrative></participating-org>'


def test_the_first_name_of_a_partner_wins_and_others_stay_with_the_link(desk: Desk, write_file: Write) -> None:
    take_in(desk, read(write_file(ORGANISATION.format("Fund"))))
    second = take_in(desk, read(write_file(ORGANISATION.format("THE FUND"))))
    assert (counts(second), second.records) == ((1, 0, 1, 0, 0), {"activity_partner": 1})
    partner = desk.record("partner", derived_id(desk.owner, "partner", "ref", "yy-2"))
    assert partner is not None
    assert partner.values["name"] == {"en": "Fund"}
    names = {row.values.get("name_as_given") for row in desk.find("activity_partner", activity=activity_id(desk))}
    assert names == {"THE FUND", None}


def test_an_import_fills_what_a_partner_lacks_but_not_what_a_person_emptied(desk: Desk, write_file: Write) -> None:
    take_in(desk, read(write_file(ORGANISATION.format("Fund"))))
    key = derived_id(desk.owner, "partner", "ref", "yy-2")
    desk.save([Edit("partner", key, {"stakeholder_kind": None})])
    french = '<participating-org ref="YY-2" role="1" type="60"><narrative xml:lang="fr">Fonds</narrative></participating-org>'
    take_in(desk, read(write_file(french)))
    partner = desk.record("partner", key)
    assert partner is not None
    assert partner.values["name"] == {"en": "Fund", "fr": "Fonds"}
    assert "stakeholder_kind" not in partner.values


def test_a_partner_that_another_computer_imported_keeps_its_name(desk: Desk, write_file: Write) -> None:
    take_in(desk, read(write_file(ORGANISATION.format("Fund"))))
    with desk.write() as writer:
        writer.run("DELETE FROM imported")
    take_in(desk, read(write_file(ORGANISATION.format("Somebody else"))))
    partner = desk.record("partner", derived_id(desk.owner, "partner", "ref", "yy-2"))
    assert partner is not None
    assert partner.values["name"] == {"en": "Fund"}


def test_an_open_conflict_is_left_to_people(desk: Desk, write_file: Write) -> None:
    """Even where the version that shows is the one that the last import wrote."""
    take_in(desk, read(write_file(titled("Waste"))))
    for title in ("Ours", "Waste"):
        desk.save([Edit("activity", activity_id(desk), {"title": {"en": title}}, shown={})])
    assert held(desk)["title"] == {"en": "Waste"}
    edited = take_in(desk, read(write_file(titled("New"))))
    assert said(edited) == [("import.kept_yours", "title/en")]
    shown = desk.record("activity", activity_id(desk))
    assert shown is not None
    assert {one.value for one in shown.conflicts["title/en"]} == {"Ours", "Waste"}


def test_what_a_person_saves_while_the_import_runs_is_not_covered(desk: Desk, write_file: Write) -> None:
    head = "<iati-identifier>{}</iati-identifier>"
    take_in(desk, read(write_file(titled("Waste", head.format("A")), titled("Oil", head.format("B")), head="")))
    edited = read(write_file(titled("Waste 2", head.format("A")), titled("Oil 2", head.format("B")), head=""))
    asked = iter(range(100))

    def save_at_the_sixth() -> bool:  # after the first activity is planned
        if next(asked) == 5:
            desk.save([Edit("activity", activity_id(desk, "A"), {"title": {"en": "Ours"}})])
        return False

    take_in(desk, edited, cancelled=save_at_the_sixth)
    shown = desk.record("activity", activity_id(desk, "A"))
    assert shown is not None
    assert {one.value for one in shown.conflicts["title/en"]} == {"Ours", "Waste 2"}


def source_of(*drafts: Draft) -> Source:
    return Source(Path("made-up"), "test", 1, lambda _: iter([Item("row 1", drafts)]))


def test_no_file_makes_a_partner_active(desk: Desk) -> None:
    take_in(desk, source_of(Draft("partner", ("P",), {"name": {"en": "Firm"}, "status": "active"})))
    assert [row.values.get("status") for row in desk.rows(ListQuery("partner"))] == ["prospect"]


def test_an_item_with_a_value_that_cannot_be_held_is_rejected_whole(desk: Desk) -> None:
    wrong = source_of(
        Draft("activity", ("A",), {"title": {"en": "Waste"}}), Draft("budget_line", ("A", "1"), {"planned": "many"})
    )
    intake = take_in(desk, wrong)
    assert (counts(intake), codes(intake)) == ((1, 0, 0, 0, 1), ["import.value_refused"])
    assert desk.count(ListQuery("activity")) == 0


def test_a_file_damaged_at_its_end_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "cut.xml"
    path.write_bytes(EXAMPLE.read_bytes()[:-40])
    before = desk.digest().digest
    with pytest.raises(FileRefused):
        take_in(desk, read(path))
    assert desk.digest().digest == before


def test_a_person_can_stop_it(desk: Desk) -> None:
    asked = iter([False] * 40 + [True] * 100)
    with pytest.raises(Cancelled):
        take_in(desk, read(EXAMPLE), cancelled=lambda: next(asked))
    assert desk.count(ListQuery("activity")) == 0


def test_progress_rises_to_the_end(desk: Desk) -> None:
    seen: list[tuple[int, int]] = []
    take_in(desk, read(EXAMPLE), progress=lambda done, total: seen.append((done, total)))
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[-1] == (EXAMPLE.stat().st_size, EXAMPLE.stat().st_size)


def test_a_file_with_too_many_records_is_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking, "MOST_RECORDS", 100)
    with pytest.raises(FileRefused) as refused:
        take_in(desk, read(EXAMPLE))
    assert refused.value.code == "import.too_many"
    assert desk.count(ListQuery("activity")) == 0


def test_contacts_stay_at_the_centre_and_come_only_on_request(desk: Desk, write_file: Write) -> None:
    contact = "<contact-info><email>a@example.org</email></contact-info>"
    without = take_in(desk, read(write_file(contact)))
    assert (codes(without), desk.count(ListQuery("contact"))) == (["iati.contacts_left_out"], 0)
    take_in(desk, read(write_file(contact)), contacts=True)
    assert [row.values["email"] for row in desk.rows(ListQuery("contact"))] == ["a@example.org"]
    with desk.read() as reader:
        audiences = {row[0] for row in reader.rows("SELECT audience FROM chain")}
        assert audiences == {f"shared/{desk.owner}", f"centre/{desk.owner}"}


def test_the_json_has_the_keys_that_scripts_rely_on(desk: Desk, write_file: Write) -> None:
    plain = take_in(desk, read(write_file(titled("Waste", '<activity-status code="77"/>')))).to_plain(translator("en"))
    assert list(plain) == ["read", "created", "updated", "unchanged", "rejected", "warnings", "records"]
    (warning,) = plain["warnings"]
    assert (warning["where"], warning["code"]) == ("XX-1-A", "iati.code_unknown")
    assert "77" in warning["text"]
    assert plain["records"] == {"activity": 1, "activity_partner": 1, "partner": 1}


def test_an_import_that_was_undone_can_be_taken_in_again(desk: Desk, write_file: Write) -> None:
    """Whoever undoes it, window or command: what the import said is forgotten with it."""
    take_in(desk, read(write_file(titled("Waste"))))
    take_in(desk, read(write_file(titled("Old oil"))))
    desk.undo()
    again = take_in(desk, read(write_file(titled("Old oil"))))
    assert (counts(again), codes(again)) == ((1, 0, 1, 0, 0), [])
    desk.undo()
    desk.undo()
    assert desk.find("activity") == []
    anew = take_in(desk, read(write_file(titled("Waste"))))
    assert (counts(anew), codes(anew)) == ((1, 1, 0, 0, 0), [])
    assert [row.values["title"] for row in desk.find("activity")] == [{"en": "Waste"}]


def test_what_was_deleted_by_a_person_after_an_import_stays_deleted(desk: Desk, write_file: Write) -> None:
    take_in(desk, read(write_file(titled("Waste"))))
    (row,) = desk.find("activity")
    desk.save([Edit("activity", row.id, life=False)])
    take_in(desk, read(write_file(titled("Old oil"))))
    desk.undo()  # the delete: that import did nothing
    desk.save([Edit("activity", row.id, life=False)])
    assert codes(take_in(desk, read(write_file(titled("Waste"))))) == ["import.deleted_here"]
