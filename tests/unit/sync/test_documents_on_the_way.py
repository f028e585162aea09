"""Documents travel as far as the budget allows, text first; what stayed behind is asked for by the receipt and goes next time."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from baseldesk.errors import UsageError
from baseldesk.sync.bundle import export_bundle
from baseldesk.sync.cover import read_cover
from baseldesk.sync.status import sync_status
from tests.unit.sync.conftest import Pair, write_activity

SIZES = (1_000, 40_000, 300_000)


@pytest.fixture
def hashes(pair: Pair, tmp_path: Path) -> list[bytes]:
    """Three documents of an activity at the centre, smallest first."""
    activity = write_activity(pair.centre, "Atelier")
    out = []
    for size in SIZES:
        (tmp_path / f"{size}.bin").write_bytes(os.urandom(size))
        ((_, identity),) = pair.centre.attach(tmp_path / f"{size}.bin", {"activity": activity}).records
        shown = pair.centre.record("document", identity)
        assert shown is not None
        out.append(shown.values["hash"])
    return out


def here(pair: Pair, hashes: list[bytes]) -> list[bool]:
    return [pair.secretariat.documents.path(one) is not None for one in hashes]


def test_with_a_budget_the_smallest_go_and_the_rest_follows_when_asked_for(pair: Pair, hashes: list[bytes]) -> None:
    taken = pair.hand_over(documents=50_000)
    assert here(pair, hashes) == [True, True, False]
    assert (taken.documents, read_cover(pair.centre).documents, read_cover(pair.centre).left_out) == (2, 2, 1)
    pair.answer()
    assert sync_status(pair.centre).peers[0].missing_documents == 1
    again = pair.hand_over(documents=500_000)
    assert again.documents == 1
    assert here(pair, hashes) == [True, True, True]
    pair.answer()
    assert sync_status(pair.centre).peers[0].missing_documents == 0


def test_text_goes_first_and_without_documents_nothing_is_held_back(pair: Pair, hashes: list[bytes]) -> None:
    taken = pair.hand_over(documents="none")
    assert here(pair, hashes) == [False, False, False]
    assert taken.changes["new"] > 0
    found = pair.secretariat.search("Atelier")
    assert [one.type for one in found] == ["activity"]
    pair.answer()
    assert sync_status(pair.centre).peers[0].received == sync_status(pair.centre).received > 0
    assert pair.hand_over().documents == len(SIZES)


def test_what_is_asked_for_goes_even_when_nothing_else_is_new(pair: Pair, hashes: list[bytes]) -> None:
    pair.hand_over(documents=0)
    pair.answer()
    done = export_bundle(pair.centre, "secretariat", pair.stick, documents=1_500)
    assert (done.changes, done.documents, done.left_out) == (0, 1, 2)


def test_a_budget_that_is_no_size_is_told(pair: Pair) -> None:
    with pytest.raises(UsageError, match=r"sync\.documents_unknown"):
        export_bundle(pair.centre, "secretariat", pair.stick, documents="some")


def test_a_document_lost_here_is_told_and_holds_nothing_back(pair: Pair, hashes: list[bytes]) -> None:
    place = pair.centre.documents.path(hashes[1])
    assert place is not None
    place.unlink()
    assert pair.hand_over().documents == 2
    assert here(pair, hashes) == [True, False, True]
