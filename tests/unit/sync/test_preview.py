"""What a bundle would hold is said before it is written, and is what it then holds."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Edit
from baseldesk.sync.bundle import export_bundle
from baseldesk.sync.enrolment import read_request
from baseldesk.sync.joining import accept, ask_to_join, join, read_answer
from baseldesk.sync.preview import Preview, preview_export
from baseldesk.sync.station import found_centre, found_secretariat


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A centre's desk, registered, with an activity, a contact and two documents."""
    with found_centre(tmp_path / "desk", "BCRC-SEN") as made, found_secretariat(tmp_path / "secretariat") as secretariat:
        join(made, read_answer(made, accept(secretariat, read_request(ask_to_join(made))).reply))
        activity, partner = made.new_id(), made.new_id()
        made.save([Edit("activity", activity, {"title": {"fr": "Formation"}})])
        made.save([Edit("partner", partner, {"name": {"en": "UNITAR"}})])
        made.save([Edit("contact", made.new_id(), {"partner": partner, "person": "Jane"})])
        for size in (100, 5_000):
            file = tmp_path / f"{size}.bin"
            file.write_bytes(bytes(size))
            made.attach(file, {"title": {"en": str(size)}, "activity": activity})
        yield made


def test_the_preview_names_what_the_bundle_then_holds(desk: Desk, tmp_path: Path) -> None:
    seen = preview_export(desk, "SECRETARIAT")
    done = export_bundle(desk, "secretariat", tmp_path)
    assert (seen.changes, len(seen.documents)) == (done.changes, done.documents)
    assert seen.documents == (100, 5_000)
    assert seen.centre_changes == 0


@pytest.mark.parametrize(("budget", "carried"), [(None, (2, 5_100)), (1_000, (1, 100)), (5_100, (2, 5_100)), (0, (0, 0))])
def test_a_budget_carries_as_many_as_the_export_does(
    desk: Desk, tmp_path: Path, budget: int | None, carried: tuple[int, int]
) -> None:
    assert preview_export(desk, "SECRETARIAT").carried(budget) == carried
    documents = "all" if budget is None else budget
    assert export_bundle(desk, "secretariat", tmp_path, documents=documents).documents == carried[0]


def test_what_is_for_the_centre_alone_is_counted_apart(desk: Desk) -> None:
    assert preview_export(desk, "BCRC-SEN").centre_left_out
    assert preview_export(desk, "BCRC-SEN").centre_changes == 0


def test_a_preview_of_nothing_carries_nothing() -> None:
    assert Preview("SECRETARIAT").carried(None) == (0, 0)
