"""A release in a file: told before it is taken in, taken in once, and refused where it is not the secretariat's or not newer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from baseldesk import resources
from baseldesk.errors import BundleRefused, FileRefused
from baseldesk.records import vocabulary
from baseldesk.sync import release as releases
from baseldesk.sync.release_news import followed, rehearse, take_in, write_release
from baseldesk.sync.station import found_centre
from tests.unit.sync.conftest import Pair
from tests.unit.sync.test_release import NEW


@pytest.fixture(autouse=True)
def back_to_the_program() -> Iterator[None]:
    """What one test publishes is nobody else's."""
    yield
    resources.follow_no_more()


def test_it_is_told_then_taken_in_then_known(pair: Pair, tmp_path: Path) -> None:
    with pytest.raises(BundleRefused, match="only_shipped"):
        write_release(pair.secretariat, tmp_path / "u")
    releases.publish(pair.secretariat, NEW)
    file = write_release(pair.secretariat, tmp_path / "u.baselupdate").path
    resources.follow_no_more()  # the centre's computer is another process
    news = rehearse(pair.centre, file)
    assert (news.number, news.held, news.verdict, news.note) == (2, 1, "newer", NEW["note"])
    assert (news.added, news.retired, news.labels) == ({"key_activity": 1}, {"theme": 1}, 1)
    assert followed(pair.centre).number == vocabulary.release() == 1  # nothing was changed
    assert followed(pair.centre).made is None
    take_in(pair.centre, file)
    assert followed(pair.centre).number == vocabulary.release() == 2
    assert rehearse(pair.centre, file).verdict == "same"
    assert take_in(pair.centre, file).verdict == "same"  # again changes nothing
    releases.publish(pair.secretariat, {"note": "next"})
    later = write_release(pair.secretariat, tmp_path / "v.baselupdate").path
    take_in(pair.centre, later)
    with pytest.raises(BundleRefused, match="older"):
        take_in(pair.centre, file)


def test_what_is_told_is_what_is_taken_in(pair: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    releases.publish(pair.secretariat, NEW)
    file = write_release(pair.secretariat, tmp_path / "u.baselupdate").path
    resources.follow_no_more()
    read = Path.read_bytes

    def read_and_exchange(path: Path) -> bytes:
        raw = read(path)
        if path == file:
            path.write_text("another one lies there now")
        return raw

    monkeypatch.setattr(Path, "read_bytes", read_and_exchange)
    assert take_in(pair.centre, file).number == followed(pair.centre).number == 2


def test_what_is_damaged_foreign_or_nothing_of_ours_is_refused(pair: Pair, tmp_path: Path) -> None:
    releases.publish(pair.secretariat, NEW)
    file = write_release(pair.secretariat, tmp_path / "u.baselupdate").path
    raw = bytearray(file.read_bytes())
    raw[-10] ^= 1
    (tmp_path / "altered").write_bytes(bytes(raw))
    (tmp_path / "other").write_text("no update")
    for name in ("altered", "other"):
        with pytest.raises(BundleRefused):
            take_in(pair.centre, tmp_path / name)
    with pytest.raises(FileRefused):
        rehearse(pair.centre, tmp_path / "nowhere")
    with pytest.raises(BundleRefused, match="other_kind"):
        rehearse(pair.secretariat, pair.send(pair.centre, "secretariat"))
    with found_centre(tmp_path / "stranger", "BCRC-SEN") as stranger, pytest.raises(BundleRefused, match="not_enrolled"):
        rehearse(stranger, file)
    assert followed(pair.centre).number == 1
