"""Releases of programme and vocabulary: only the secretariat's, only ever forward, and no code is ever taken away."""

from __future__ import annotations

import msgspec
import pytest

from baseldesk import resources
from baseldesk.errors import BundleRefused, UsageError
from baseldesk.i18n import translator
from baseldesk.records import vocabulary
from baseldesk.records.release import Release
from baseldesk.sync import release as releases
from baseldesk.sync import release_held
from baseldesk.sync.bundle import import_bundle
from baseldesk.sync.container import open_container
from baseldesk.sync.framing import Header, Kind, pack
from baseldesk.sync.joining import membership_of
from baseldesk.sync.opening import open_desk
from baseldesk.sync.own_keys import own_key
from baseldesk.sync.payload import Payload, Section

NEW = {
    "note": "Plastic wastes partnership",
    "add": [{
        "vocabulary": "key_activity", "code": "KA1.12", "objective": "OBJ1", "waste_streams": ["WS-PLAST"],
        "en": "Plastic waste", "fr": "Déchets plastiques",
    }],
    "retire": [{"vocabulary": "theme", "code": "TH-CLIMATE"}],
    "labels": {"OBJ2": {"fr": "Autre libellé"}},
}  # fmt: skip


@pytest.fixture
def secretariat(pair):
    return pair.secretariat


@pytest.fixture
def centre(pair):
    return pair.centre


@pytest.fixture(autouse=True)
def back_to_the_program():
    yield
    resources.follow_no_more()


def files_of(desk):
    return desk.meta(release_held.HELD)


def sealed(desk, release, *, key=None, kind=Kind.RELEASE):
    raw = msgspec.msgpack.encode(release)
    return pack(kind, key or own_key(desk), Header("SECRETARIAT", ""), raw, deployment=membership_of(desk).deployment)


def carried(desk, path):
    """The releases in a bundle that is not sealed."""
    with open_container(path, find_key=membership_of(desk).find_key) as opened:
        payload = Payload(opened.payload, opened.payload_bytes, opened.header.expanded, "")
        return payload.of_kind(Section.RELEASE)


def take(desk, raw):
    with desk.write() as writer:
        return release_held.take_release(writer, raw, membership_of(desk), name="x")


def test_a_release_adds_codes_labels_and_links_and_retires(secretariat):
    made = releases.publish(secretariat, NEW)
    assert made.number == vocabulary.release() == 2
    assert "KA1.12" in vocabulary.key_activities_of("OBJ1")
    assert vocabulary.key_activities_for("WS-PLAST") == ("KA1.12",)
    assert [translator(one).label("KA1.12", "key_activity") for one in ("fr", "ar")] == ["Déchets plastiques", "Plastic waste"]
    assert translator("fr").label("OBJ2", "objective") == "Autre libellé"
    assert vocabulary.has("theme", "TH-CLIMATE"), "records that have it keep it"
    assert "TH-CLIMATE" not in vocabulary.offered("theme")
    assert "TH-URBAN" in vocabulary.offered("theme")


def test_each_release_holds_what_those_before_it_added(secretariat, centre):
    releases.publish(secretariat, NEW)
    releases.publish(secretariat, {"add": [{"vocabulary": "theme", "code": "TH-NEW", "en": "New"}]})
    resources.follow_no_more()
    assert take(centre, files_of(secretariat)) == "newer"
    release_held.follow_held(centre)
    assert (vocabulary.release(), vocabulary.has("key_activity", "KA1.12"), vocabulary.has("theme", "TH-NEW")) == (3, True, True)


def test_only_ever_forward(secretariat, centre):
    releases.publish(secretariat, NEW)
    second = files_of(secretariat)
    releases.publish(secretariat, {"note": "again"})
    assert take(centre, files_of(secretariat)) == "newer"
    assert take(centre, second) == "older"
    assert take(centre, files_of(secretariat)) == "same"
    assert take(centre, sealed(secretariat, Release(3, 0, "other", [], []))) == "rival"
    assert release_held.number_held(centre) == 3


def test_a_centre_cannot_publish_nor_forge(secretariat, centre):
    with pytest.raises(BundleRefused) as refused:
        releases.publish(centre, NEW)
    assert refused.value.code == "release.secretariat_only"
    with pytest.raises(BundleRefused) as refused:
        take(secretariat, sealed(secretariat, Release(9, 0, "", [], []), key=own_key(centre)))
    assert refused.value.code == "bundle.sender_wrong"
    assert files_of(secretariat) is None


@pytest.mark.parametrize(
    "release",
    [
        Release(1, 0, "", [], []),
        Release(2, 0, "", [("country", "SN", "")], []),
        Release(2, 0, "", [("theme", "a b", "")], []),
        Release(2, 0, "", [], [("TH-MIN", "xx", "text", "ours", "")]),
        Release(2, 0, "", [("theme", "TH-X", "a\tb")], []),
    ],
)
def test_an_unsound_release_is_refused(secretariat, centre, release):
    with pytest.raises(BundleRefused) as refused:
        take(centre, sealed(secretariat, release))
    assert refused.value.code == "bundle.malformed"


def test_another_kind_of_file_is_no_release(secretariat, centre):
    with pytest.raises(BundleRefused) as refused:
        take(centre, sealed(secretariat, Release(2, 0, "", [], []), kind=Kind.RECEIPT))
    assert refused.value.code == "bundle.other_kind"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ({"add": [{"vocabulary": "colour", "code": "X", "en": "x"}]}, "release.list_unknown"),
        ({"add": [{"vocabulary": "country", "code": "XX", "en": "x"}]}, "release.list_unknown"),
        ({"add": [{"vocabulary": "theme", "code": "a b", "en": "x"}]}, "release.code_malformed"),
        ({"add": [{"vocabulary": "theme", "code": "TH-X"}]}, "release.no_label"),
        ({"retire": [{"vocabulary": "theme", "code": "TH-NONE"}]}, "release.code_unknown"),
        ({"add": "x"}, "release.malformed"),
        ({"labels": {"OBJ1": {"xx": "x"}}}, "release.malformed"),
    ],
)
def test_what_is_not_of_the_form_is_told_and_nothing_published(secretariat, written, code):
    with pytest.raises(UsageError) as told:
        releases.publish(secretariat, written)
    assert told.value.code == code
    assert files_of(secretariat) is None


def test_a_rehearsal_publishes_nothing(secretariat):
    assert releases.publish(secretariat, NEW, rehearse=True).number == 2
    assert (files_of(secretariat), vocabulary.release()) == (None, 1)


def test_a_release_rides_along_until_a_receipt_names_it(secretariat, centre, pair):
    releases.publish(secretariat, NEW)
    resources.follow_no_more()
    pair.answer()
    assert (release_held.number_held(centre), vocabulary.has("key_activity", "KA1.12")) == (2, True)
    first = len(carried(secretariat, pair.send(secretariat, "BCRC-SEN", encrypted=False, everything=True)))
    pair.hand_over()
    assert (first, len(carried(secretariat, pair.send(secretariat, "BCRC-SEN", encrypted=False)))) == (1, 0)


def test_a_rehearsal_of_an_import_follows_nothing(secretariat, centre, pair):
    releases.publish(secretariat, NEW)
    resources.follow_no_more()
    path = pair.send(secretariat, "BCRC-SEN")
    import_bundle(centre, [path], rehearse=True)
    assert (release_held.number_held(centre), vocabulary.release()) == (1, 1)
    import_bundle(centre, [path])
    assert (release_held.number_held(centre), vocabulary.release()) == (2, 2)


def test_a_release_that_comes_alone_is_taken_in(secretariat, centre, pair):
    releases.publish(secretariat, NEW)
    resources.follow_no_more()
    path = pair.stick / "RELEASE.BDESK"
    path.write_bytes(files_of(secretariat))
    assert import_bundle(centre, [pair.stick]).releases == 1
    assert vocabulary.release() == 2


def test_a_desk_opened_again_follows_what_it_holds(secretariat, pair):
    releases.publish(secretariat, NEW)
    folder = secretariat.folder
    secretariat.close()
    resources.follow_no_more()
    with open_desk(folder):
        assert vocabulary.release() == 2
