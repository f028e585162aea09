"""T14: forged and stolen, by name: who a file is from and for whom, and keys that sign no more."""

from __future__ import annotations

import pytest

from baseldesk.sync import arriving, joining, receipt_store, roster
from baseldesk.sync.bundle import export_receipt, import_bundle
from baseldesk.sync.key_store import ROOT_KEY, keys_of
from baseldesk.sync.keys import DeviceKey
from baseldesk.sync.payload import Run
from baseldesk.sync.roster import Body, Roots, sign_roster
from tests.faults.forging import key_of, manifest_of, take_apart, with_manifest, with_receipt
from tests.faults.pair import CENTRE, found_pair, write_activity
from tests.faults.victims import ACTIVITIES, OTHER, fresh_pair, ill_willed_desk, revoke, take  # noqa: F401  (fixtures)


# --- who it is from, and for whom
def test_wrong_addressee_is_refused(pair, rival):
    write_activity(pair.centre, "Un")
    raw = pair.send_open(pair.centre, "secretariat").read_bytes()
    assert pair.answer().refused == []
    assert import_bundle(rival, [pair.send(pair.secretariat, OTHER)]).refused == []
    assert take(rival, pair, raw) == ["bundle.not_addressed"]
    readdressed = take_apart(raw).with_header(to=OTHER).signed_by(key_of(pair.centre))
    assert take(rival, pair, readdressed) == ["bundle.audience_foreign"]
    assert rival.count(ACTIVITIES) == 0


def test_wrong_deployment_is_refused(pair, tmp_path):
    with found_pair(tmp_path / "elsewhere") as other:
        write_activity(other.centre, "Un")
        raw = other.send_open(other.centre, "secretariat").read_bytes()
        assert take(pair.secretariat, pair, raw) == ["bundle.foreign_deployment"]
        renamed = take_apart(raw)._replace(deployment=joining.membership_of(pair.secretariat).deployment)
        assert take(pair.secretariat, pair, renamed.signed_by(key_of(other.centre))) == ["roster.signature_wrong"]
        bare = renamed._replace(roster=b"").signed_by(key_of(other.centre))
        assert take(pair.secretariat, pair, bare) == ["bundle.signer_unknown"]


def test_heads_signed_for_another_deployment_do_not_count(pair, tmp_path):
    """Both deployments know the laptop's key; its work of one does not pass in the other."""
    write_activity(pair.centre, "Un")
    pieces = take_apart(pair.send_open(pair.centre, "secretariat"))
    manifest = manifest_of(pieces)
    from baseldesk.journal.heads import HEAD_TAG, head_message

    foreign = [
        _signed_elsewhere(run, manifest.chains[run.chain], key_of(pair.centre), HEAD_TAG, head_message) for run in manifest.runs
    ]
    raw = with_manifest(pieces, runs=foreign).signed_by(key_of(pair.centre))
    assert take(pair.secretariat, pair, raw) == ["bundle.head_signature_wrong"]
    assert take(pair.secretariat, pair, with_manifest(pieces).signed_by(key_of(pair.centre))) == []


def _signed_elsewhere(run: Run, chain, key: DeviceKey, tag: bytes, message) -> Run:
    signature = key.sign(tag, message(bytes(16), chain.replica, chain.audience, run.last, run.tip))
    return Run(run.chain, run.first, run.count, run.prev, run.tip, signature)


def test_signed_again_by_another_centres_device_is_refused(pair, rival):
    write_activity(pair.centre, "Un")
    pieces = take_apart(pair.send_open(pair.centre, "secretariat"))
    assert take(pair.secretariat, pair, pieces.signed_by(key_of(rival))) == ["bundle.sender_wrong"]
    as_own = pieces.with_header(sender=OTHER).signed_by(key_of(rival))
    assert take(pair.secretariat, pair, as_own) == [], "anyone may carry what others have signed"
    assert pair.secretariat.count(ACTIVITIES) == 1


def test_signed_again_by_an_unknown_key_is_refused(pair):
    write_activity(pair.centre, "Un")
    pieces = take_apart(pair.send_open(pair.centre, "secretariat"))
    assert take(pair.secretariat, pair, pieces.signed_by(DeviceKey.generate())) == ["bundle.signer_unknown"]


def test_heads_signed_again_by_the_carrier_are_refused(pair, rival):
    """A carrier that may sign bundles cannot put its own signature under another's chain."""
    from baseldesk.journal.heads import HEAD_TAG, head_message

    write_activity(pair.centre, "Un")
    pieces = take_apart(pair.send_open(pair.centre, "secretariat")).with_header(sender=OTHER)
    manifest, deployment, runs = manifest_of(pieces), pieces.deployment, []
    for run in manifest.runs:
        chain = manifest.chains[run.chain]
        signature = key_of(rival).sign(HEAD_TAG, head_message(deployment, chain.replica, chain.audience, run.last, run.tip))
        runs.append(Run(run.chain, run.first, run.count, run.prev, run.tip, signature))
    raw = with_manifest(pieces, runs=runs).signed_by(key_of(rival))
    assert take(pair.secretariat, pair, raw) == ["bundle.head_signature_wrong"]


def test_a_receipt_in_another_organisations_name_is_refused(pair, rival):
    write_activity(pair.centre, "Un")
    pair.hand_over()
    true = take_apart(export_receipt(pair.secretariat, CENTRE, pair.folder()).path)
    import_bundle(rival, [pair.send(pair.secretariat, OTHER)])
    pair.answer()
    assert take(pair.centre, pair, with_receipt(true, nonce=bytes(16)).signed_by(key_of(rival))) == ["bundle.sender_wrong"]


# --- keys
def test_one_root_key_listed_twice_is_one_key(pair):
    """Of two needed, the same key twice is one short; two different ones are enough."""
    first, second = DeviceKey.from_seed(b"1" * 32), DeviceKey.from_seed(b"2" * 32)
    body = Body(bytes(range(16)), 1, 0, 1, ["SECRETARIAT"], [])
    doubled = Roots((first.public, first.public), 2)
    with pytest.raises(Exception, match=r"roster\.signature_wrong"):
        roster.verify_roster(sign_roster(body, [first, first], doubled).raw, None)
    honest = Roots((first.public, second.public), 2)
    with pytest.raises(Exception, match=r"roster\.signature_wrong"):
        roster.verify_roster(sign_roster(body, [first, first], honest).raw, honest)
    assert roster.verify_roster(sign_roster(body, [first, second], honest).raw, honest).number == 1


def test_one_device_key_in_two_organisations_speaks_for_one(pair, rival):
    """The root keys would have to sign such a roster; then the last entry counts, and nothing speaks for both."""
    place = joining.membership_of(pair.secretariat)
    old = place.roster.body
    (entry,) = [one for one in old.devices if one.key_id == rival.device]
    import msgspec

    doubled = [*old.devices, msgspec.structs.replace(entry, organisation=CENTRE, letter="Z")]
    root = keys_of(pair.secretariat.folder).load(ROOT_KEY)
    made = sign_roster(Body(old.deployment, old.number + 1, 0, old.release, old.centres, doubled), [root], place.roots)
    assert len({place.newer(made.raw).roster.organisation_of(rival.device) for _ in range(3)}) == 1


def test_a_revoked_key_is_not_listened_to(pair, rival):
    """After the cut-off: whatever the stolen laptop signs is refused, by a roster that it brings along itself too."""
    before = joining.membership_of(rival).roster.raw
    write_activity(rival, "Avant")
    good = pair.folder()
    from baseldesk.sync.bundle import export_bundle

    early = export_bundle(rival, "secretariat", good, encrypted=False).files[0][0].read_bytes()
    assert take(pair.secretariat, pair, early) == []
    revoke(pair, rival.device)
    write_activity(rival, "Après")
    late = take_apart(export_bundle(rival, "secretariat", pair.folder(), encrypted=False).files[0][0])
    assert take(pair.secretariat, pair, early) == [], "all of it was accepted before; it changes nothing"
    for raw in (late.signed_by(key_of(rival)), late._replace(roster=before).signed_by(key_of(rival))):
        assert take(pair.secretariat, pair, raw) == ["bundle.signer_revoked"]
    assert pair.secretariat.count(ACTIVITIES) == 1, "what it wrote before stands"


# --- the controls
@pytest.mark.parametrize(
    ("attack", "owner", "guard", "gone"),
    [
        (test_heads_signed_again_by_the_carrier_are_refused, arriving, "verify", lambda *_: True),
        (test_heads_signed_for_another_deployment_do_not_count, arriving, "verify", lambda *_: True),
        (test_signed_again_by_another_centres_device_is_refused, roster.Roster, "organisation_of", lambda *_: CENTRE),
        (test_a_receipt_in_another_organisations_name_is_refused, receipt_store, "_check_addressing", lambda *_: None),
        (test_a_revoked_key_is_not_listened_to, roster.Roster, "is_revoked", lambda *_: False),
        (test_one_root_key_listed_twice_is_one_key, roster, "_signers", lambda roots, signatures, _: [*signatures]),
    ],
)
def test_where_the_guard_is_gone_the_attack_succeeds(pair, rival, monkeypatch, attack, owner, guard, gone):
    monkeypatch.setattr(owner, guard, gone)
    with pytest.raises((AssertionError, pytest.fail.Exception)):
        attack(*[pair, rival][: attack.__code__.co_argcount])
