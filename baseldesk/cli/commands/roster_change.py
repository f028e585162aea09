"""`baseldesk roster revoke|sign|install|reissue`: new lists of registered computers, and the root keys that sign them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from baseldesk.cli.frame import FILE, TARGET, command, option
from baseldesk.cli.session import Session
from baseldesk.i18n import N_

if TYPE_CHECKING:
    from baseldesk.sync.issuing import Issued
    from baseldesk.sync.keys import DeviceKey
    from baseldesk.sync.proposal import Offered
    from baseldesk.sync.roster import Device

KEY = option("--key", "keys", type=FILE, multiple=True, metavar="KEYFILE", help=N_("A root key, from the stick of who holds it."))
PROPOSAL_HELP = N_("Where to write the new list for the others to sign, if more root keys have to.")
PROPOSAL = option("--proposal", type=TARGET, metavar="FILE", help=PROPOSAL_HELP)

REVOKE_HELP = N_("""At the secretariat: withdraw a computer's key, because it was stolen, lost or replaced.
What is held here of its work stands; all else that it signs waits until its centre accepts it.
DEVICE is CENTRE/LETTER, like BCRC-SEN/B, the six words, or the beginning of the id as “baseldesk roster show” has it.""")


@command("revoke", REVOKE_HELP)
@click.argument("named", metavar="DEVICE")
@option("--reason", default="", metavar="TEXT", help=N_("Why, in a few words that everybody may read."))
@KEY
@PROPOSAL
def revoke(session: Session, named: str, reason: str, keys: Sequence[Path], proposal: Path | None) -> None:
    """Withdraws a key."""
    from baseldesk.sync import issuing, joining
    from baseldesk.sync.computers import find_device

    with session.open_desk() as desk:
        device = find_device(joining.membership_of(desk).roster, named)
        issued = issuing.withdraw(desk, device.key_id, reason=reason, keys=read_keys(keys))
    said = {"device": device.key_id.hex(), "centre": device.organisation, "letter": device.letter}
    _say_issued(session, issued, said, proposal, N_("The key of {centre}, letter {letter}, is withdrawn."))


def read_keys(files: Sequence[Path]) -> list[DeviceKey]:
    """The root keys in these files."""
    from baseldesk.sync.root_file import read_root_file

    return [read_root_file(one) for one in files]


def write_proposal(raw: bytes, signed: int, needed: int, target: Path | None) -> dict[str, Any]:
    """`{proposal, signed, needed}`: a proposal in its file.

    Raises:
        BundleRefused: nobody said where to write it.
    """
    from baseldesk.cli.files import write_file
    from baseldesk.errors import BundleRefused

    if target is None:
        raise BundleRefused("roster.more_signatures", signed=signed, needed=needed)
    write_file(target, raw)
    return {"proposal": str(target), "signed": signed, "needed": needed}


PROPOSED = N_("{signed} of {needed} root keys have signed. Hand {proposal} to who holds another: “baseldesk roster sign”.")


def _say_issued(session: Session, issued: Issued, said: dict[str, Any], proposal: Path | None, text: str) -> None:
    if issued.proposal:
        said = {**said, **write_proposal(issued.proposal, issued.signed, issued.needed, proposal)}
        text = PROPOSED
    _say(session, {**said, "roster": issued.membership.roster.number, "in_force": not issued.proposal}, text)


SIGN_HELP = N_("""Sign a new list of registered computers with a root key. Needs no desk.
Without --key it only tells what the list would change.""")


@command("sign", SIGN_HELP)
@click.argument("file", type=FILE, metavar="FILE")
@KEY
@option("--out", type=TARGET, metavar="FILE", help=N_("Where to write it; by default in its own place."))
@option("--words", metavar="WORDS", help=N_("The six words of the secretariat; refused if the file's are others."))
def sign(session: Session, file: Path, keys: Sequence[Path], out: Path | None, words: str | None) -> None:
    """Adds signatures to a proposal."""
    from baseldesk.cli.asking import compare_words
    from baseldesk.cli.files import write_file
    from baseldesk.sync.proposal import pack_proposal, read_proposal, sign_proposal

    offered, roots = read_proposal(file), read_keys(keys)
    if not session.json:
        _tell_differences(session, offered)
    if roots:
        compare_words(session, offered.words, words)
        for root in roots:
            offered = sign_proposal(offered, root)
        write_file(out or file, pack_proposal(roots[-1], offered.proposal, offered.roster.body.deployment))
    said = {"path": str(out or file), "roster": offered.roster.number, "words": offered.words, "complete": offered.is_complete}
    counts = {"signed": len(offered.signers), "needed": offered.needed}
    done = N_("Signed by {signed} of {needed}. Enough: at the secretariat, “baseldesk roster install {path}”.")
    text = done if offered.is_complete else N_("Signed by {signed} of {needed}. Hand {path} on to who holds another root key.")
    _say(session, {**said, **counts, "changes": differences_json(offered)}, text)


def differences_json(offered: Offered) -> dict[str, Any]:
    """`{added, changed, removed, revoked, others}`."""
    from baseldesk.sync.proposal import differences

    found = differences(offered)
    named = {name: [_device(one) for one in getattr(found, name)] for name in ("added", "changed", "removed")}
    withdrawn = [{**(_device(one) if one else {"device": key.hex()}), "reason": reason} for one, key, reason in found.withdrawn]
    return {**named, "revoked": withdrawn, "others": found.others}


def _device(one: Device) -> dict[str, Any]:
    from baseldesk.sync.words import fingerprint_words

    about = {"device": one.key_id.hex(), "centre": one.organisation, "letter": one.letter, "name": one.name}
    return {**about, "words": fingerprint_words(one.key_id)}


def _tell_differences(session: Session, offered: Offered) -> None:
    from baseldesk.cli.output import table, write_lines

    t, found = session.t, differences_json(offered)
    kinds = (("added", N_("new")), ("changed", N_("changed")), ("removed", N_("removed")), ("revoked", N_("revoked")))
    rows = [
        (t.gettext(word), one.get("centre", ""), one.get("letter", ""), one.get("name", ""), one.get("words", one["device"]))
        for kind, word in kinds
        for one in found[kind]
    ]
    if found["others"]:
        rows.append((t.gettext(N_("changed")), t.gettext(N_("centres, printed keys or root keys")), "", "", ""))
    write_lines([t.format(N_("List of registered computers, number {number}:"), number=t.number(offered.roster.number))])
    write_lines(table(rows))
    write_lines([t.format(N_("The six words: {words}"), words=offered.words)])


INSTALL_HELP = N_("""At the secretariat: bring a list into force that enough root keys have signed.
The answers to the requests that waited for it are written, too.""")


@command("install", INSTALL_HELP)
@click.argument("file", type=FILE, metavar="FILE")
@option("--out", type=TARGET, metavar="REPLY", help=N_("The file for the answer; a folder, where there are several."))
def install(session: Session, file: Path, out: Path | None) -> None:
    """Brings a proposal into force."""
    from baseldesk.cli.files import write_file
    from baseldesk.errors import UsageError
    from baseldesk.sync import issuing
    from baseldesk.sync.proposal import read_proposal

    answers = read_proposal(file).proposal.answers
    if answers and out is None:
        raise UsageError("cli.option_missing", option="--out REPLY", command="baseldesk roster install")
    with session.open_desk() as desk:
        issued = issuing.install_proposal(desk, file)
    paths = []
    for one, reply in zip(answers, issued.replies, strict=True):
        assert out is not None
        paths.append(out / f"REPLY-{one.organisation}-{one.device.hex()[:8].upper()}.BDESK" if out.is_dir() else out)
        write_file(paths[-1], reply)
    said = {"roster": issued.membership.roster.number, "replies": [str(one) for one in paths]}
    _say(session, said, N_("List number {roster} is in force. It goes out with the next data files."))


REISSUE_HELP = N_("""At the secretariat: where two lists of one number exist, bring out a higher one.
It names every computer and every withdrawn key that either of the two names.""")


@command("reissue", REISSUE_HELP)
@KEY
@PROPOSAL
def reissue(session: Session, keys: Sequence[Path], proposal: Path | None) -> None:
    """Ends the rivalry of two rosters."""
    from baseldesk.sync import rivals

    with session.open_desk() as desk:
        issued = rivals.reissue(desk, tuple(read_keys(keys)))
    _say_issued(session, issued, {}, proposal, N_("List number {roster} is in force. It goes out with the next data files."))


def _say(session: Session, said: dict[str, Any], text: str) -> None:
    from baseldesk.cli.output import write_json

    if session.json:
        write_json(said)
    else:
        print(session.t.format(text, **{name: value for name, value in said.items() if isinstance(value, str | int)}))
