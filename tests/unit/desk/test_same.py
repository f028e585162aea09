"""The same thing recorded twice: one is shown for all, nothing is mixed, and a person can take it back."""

import pytest

from baseldesk.desk import same
from baseldesk.desk.same_saving import cut, merge, separate, tell_apart
from baseldesk.desk.shown import Edit, ListQuery
from baseldesk.errors import RuleBroken, UsageError
from baseldesk.records.identity import is_kept, kept_id, new_id, owner_prefix
from baseldesk.records.same import same_id
from tests.conftest import CENTRE

NAMES = ("UNEP", "PNUE", "United Nations Environment Programme")


@pytest.fixture
def partners(desk):
    """Three partners, in the order of their ids."""
    ids = sorted(desk.new_id() for _ in NAMES)
    desk.save([Edit("partner", one, {"name": {"en": name}}) for one, name in zip(ids, NAMES, strict=True)])
    return ids


def others(desk, record, kind="partner"):
    with desk.read() as reader:
        return same.same_as(reader, kind, record)


def shown(desk, record, kind="partner"):
    with desk.read() as reader:
        return same.shown_for(reader, kind, record)


def listed(desk, **more):
    query = ListQuery("partner", sort="name", **more)
    rows = desk.rows(query)
    assert [one.n for one in rows] == list(desk.order(query))
    assert len(rows) == desk.count(query)
    assert rows == desk.rows_by_number(query, desk.order(query))
    return {one.id: one.same for one in rows}


def test_joined_records_are_one_row_under_the_smallest_id(desk, partners):
    one, two, three = partners
    merge(desk, "partner", three, two)
    assert listed(desk) == {one: 0, two: 1}
    merge(desk, "partner", one, three)
    assert listed(desk) == {one: 2}
    assert others(desk, two) == [one, three]
    assert [shown(desk, each) for each in partners] == [one] * 3
    assert set(listed(desk, each=True)) == set(partners)
    assert desk.record("partner", two).values["name"] == {"en": "PNUE"}, "fields are not mixed"
    assert desk.check() == []


def test_said_again_it_changes_nothing(desk, partners):
    merge(desk, "partner", *partners[:2])
    assert merge(desk, "partner", *reversed(partners[:2])).records == ()


def test_a_false_merge_is_taken_back_and_redone(desk, partners):
    one, two, _ = partners
    merge(desk, "partner", one, two)
    separate(desk, "partner", two, one)
    assert listed(desk) == dict.fromkeys(partners, 0)
    assert others(desk, one) == []
    merge(desk, "partner", one, two)
    assert others(desk, one) == [two]
    separate(desk, "partner", one, two)
    assert others(desk, one) == []
    assert desk.check() == []


def test_undo_takes_each_word_back(desk, partners):
    one, two, _ = partners
    for do, before, after in ((merge, [], [two]), (merge, [], [two]), (separate, [two], []), (tell_apart, [two], [])):
        if others(desk, one) != before:
            (merge if before else separate)(desk, "partner", one, two)
        do(desk, "partner", one, two)
        assert others(desk, one) == after
        desk.undo()
        assert others(desk, one) == before, do
    assert desk.check() == []


def test_what_is_copied_is_one_save_with_the_joining(desk, partners):
    one, two, _ = partners
    merge(desk, "partner", one, two, copied=[Edit("partner", one, {"acronym": "UNEP"})])
    assert desk.record("partner", one).values["acronym"] == "UNEP"
    desk.undo()
    assert "acronym" not in desk.record("partner", one).values
    assert others(desk, one) == []


def test_what_is_deleted_drops_out_and_joins_the_others_still(desk, partners):
    one, two, three = partners
    merge(desk, "partner", one, two)
    merge(desk, "partner", one, three)
    desk.save([Edit("partner", one, life=False)])
    assert listed(desk) == {two: 1}
    assert others(desk, three) == [two]
    assert others(desk, one) == []
    assert shown(desk, one) == two, "what refers to the deleted one shows the one that is left"
    desk.save([Edit("partner", one, life=True)])
    assert listed(desk) == {one: 2}
    desk.save([Edit("partner", each, life=False) for each in partners])
    assert listed(desk) == {}
    assert shown(desk, two) == two
    assert desk.check() == []


def test_words_of_any_find_the_one_that_is_shown(desk, partners):
    one, two, _ = partners
    merge(desk, "partner", one, two)
    assert [(hit.id, hit.snippet) for hit in desk.search("PNUE")] == [(one, "PNUE")]
    assert [hit.id for hit in desk.search("UNEP")] == [one]
    assert listed(desk, search="pnue") == {one: 1}
    assert listed(desk, search="programme") == {partners[2]: 0}
    desk.save([Edit("partner", two, life=False)])
    assert desk.search("PNUE") == []
    assert listed(desk, search="pnue") == {}


def test_what_refers_to_any_is_found_under_all(desk, partners):
    one, two, three = partners
    merge(desk, "partner", one, two)
    gift, other = desk.new_id(), desk.new_id()
    desk.save([Edit("contribution", gift, {"donor": two}), Edit("contribution", other, {"donor": three})])
    assert [row.id for row in desk.find("contribution", donor=one)] == [gift]
    assert desk.count(ListQuery("contribution", {"donor": (one, three)})) == 2
    assert desk.count(ListQuery("contribution", {"donor": one}, each=True)) == 0
    desk.save([Edit("partner", two, life=False)])
    assert [row.id for row in desk.find("contribution", donor=one)] == [gift]


def test_figures_of_one_are_not_added_to_those_of_the_other(desk):
    one, two = sorted((desk.new_id(), desk.new_id()))
    heads = [Edit("headcount", desk.new_id(), {"activity": each, "women": 12}) for each in (one, two)]
    desk.save([Edit("activity", one, {"city": "Dakar"}), Edit("activity", two, {"city": "Dakar"}), *heads])
    merge(desk, "activity", one, two)
    assert sum(row.values["women"] for row in desk.find("headcount", activity=one)) == 12


def test_only_what_can_be_the_same_is_joined(desk, partners):
    one, two, _ = partners
    desk.save([Edit("partner", kept_id(desk.new_id(), CENTRE), {"acronym": "K", "not_ready": True})])
    kept = next(row.id for row in desk.find("partner") if is_kept(row.id, CENTRE))
    for kind, ends, code in (
        ("headcount", (one, two), "same.not_joined"),
        ("partner", (one, one), "same.one_record"),
        ("partner", (one, new_id("BCRC-ARG")), "same.other_centre"),
        ("partner", (one, desk.new_id()), "record.missing"),
    ):
        with pytest.raises(UsageError) as refused:
            merge(desk, kind, *ends)
        assert refused.value.code == code
    with pytest.raises(RuleBroken, match=r"same\.not_ready"):
        merge(desk, "partner", one, kept)
    with pytest.raises(UsageError, match=r"same\.not_the_same"):
        separate(desk, "partner", one, two)


def test_the_statement_has_the_audience_of_what_it_joins(desk, partners):
    merge(desk, "partner", *partners[:2])
    assert audiences(desk, "same_as") == {"shared/BCRC-SEN"}
    contacts = [desk.new_id() for _ in range(2)]
    desk.save([Edit("contact", one, {"person": "x"}) for one in contacts])
    merge(desk, "contact", *contacts)
    assert audiences(desk, "same_as") == {"shared/BCRC-SEN", "centre/BCRC-SEN"}
    assert others(desk, min(contacts), "contact") == [max(contacts)]


def audiences(desk, kind):
    sql = (
        "SELECT DISTINCT h.audience FROM record r JOIN change c ON c.n = r.base_change JOIN chain h ON h.n = c.chain "
        "WHERE r.type = :kind"
    )
    with desk.read() as reader:
        return {row[0] for row in reader.rows(sql, kind=kind)}


def test_separating_takes_back_the_fewest_words_nearest_to_the_second(desk, partners):
    one, two, three = partners
    merge(desk, "partner", one, two)
    merge(desk, "partner", two, three)
    separate(desk, "partner", one, three)
    assert others(desk, one) == [two]
    assert others(desk, three) == []
    merge(desk, "partner", two, three)
    separate(desk, "partner", three, one)
    assert others(desk, three) == [two]
    for pair in ((one, two), (two, three), (one, three)):
        merge(desk, "partner", *pair)
    separate(desk, "partner", one, two)
    assert two not in others(desk, one)


def test_a_ring_is_cut_twice():
    a, b, c, d = (bytes([n]) * 16 for n in range(4))
    ring = [same.Edge(bytes([n]), "partner", *ends) for n, ends in enumerate(((a, b), (b, c), (c, d), (a, d)))]
    assert {edge.id for edge in cut(ring, a, c)} == {b"\1", b"\2"}
    assert cut(ring[:1], a, c) == []


def test_a_hostile_statement_joins_nothing(desk, partners):
    one, two, _ = partners
    forged = [
        Edit("same_as", desk.new_id(), {"of": "partner", "first": one, "second": two, "same": True}),
        Edit("same_as", same_id(CENTRE, "headcount", one, two), {"of": "headcount", "first": one, "second": two, "same": True}),
        Edit(
            "same_as",
            same_id(CENTRE, "partner", one, new_id("BCRC-ARG", bytes)),
            {"of": "partner", "first": one, "second": new_id("BCRC-ARG", bytes), "same": True},
        ),
        Edit("same_as", owner_prefix(CENTRE) + b"x" * 12, {"of": "partner", "first": one, "second": one, "same": True}),
    ]
    desk.save(forged)
    with desk.read() as reader:
        assert reader.rows("SELECT * FROM same_edge") == []
    assert desk.check() == []


def test_check_finds_classes_that_do_not_follow_and_repair_makes_them_anew(desk, partners):
    merge(desk, "partner", *partners[:2])
    with desk.write() as writer:
        writer.run("UPDATE same_class SET shown = record")
    assert {one.params["id"] for one in desk.check()} == {partners[1].hex()}
    desk.repair()
    assert desk.check() == []
    assert others(desk, partners[0]) == [partners[1]]


def test_what_was_joined_while_it_was_kept_is_joined_once_both_are_shared(desk):
    made = [desk.save([Edit("partner", desk.new_id(), {"acronym": name, "not_ready": True})]) for name in ("A", "B")]
    ids = [saved.records[0][1] for saved in made]
    merge(desk, "partner", *ids)
    assert audiences(desk, "same_as") == {"centre/BCRC-SEN"}
    desk.save([Edit("partner", ids[0], {"not_ready": False})])
    assert len(listed(desk)) == 2, "one is shared and the other is not: nobody else may hear of it"
    desk.save([Edit("partner", ids[1], {"not_ready": False})])
    assert list(listed(desk).values()) == [1]
    assert audiences(desk, "same_as") == {"centre/BCRC-SEN", "shared/BCRC-SEN"}
    assert desk.check() == []


def test_two_joined_records_that_become_ready_together_stay_joined(desk):
    made = [desk.save([Edit("partner", desk.new_id(), {"acronym": name, "not_ready": True})]) for name in ("A", "B")]
    ids = [saved.records[0][1] for saved in made]
    merge(desk, "partner", *ids)
    desk.save([Edit("partner", one, {"not_ready": False}) for one in ids])
    assert list(listed(desk).values()) == [1]


def test_where_nothing_is_joined_a_list_asks_as_it_always_did(desk, partners):
    from baseldesk.desk.listing import _Selection

    with desk.read() as reader:
        assert "same_class" not in _Selection(reader, ListQuery("partner", search="UNEP")).source
    merge(desk, "partner", *partners[:2])
    with desk.read() as reader:
        assert "same_class" in _Selection(reader, ListQuery("partner", search="UNEP")).source
        assert "same_class" not in _Selection(reader, ListQuery("activity", search="UNEP")).source
