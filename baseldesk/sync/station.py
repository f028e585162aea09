"""Making and opening a desk with its key: what a person does once, at the first start."""

from __future__ import annotations

import errno
import os
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from baseldesk.desk.database import Writer
from baseldesk.desk.desk import Desk
from baseldesk.desk.identity import Random
from baseldesk.desk.opened import DATABASE, remove_database
from baseldesk.desk.shown import Edit
from baseldesk.errors import DeskError, UsageError
from baseldesk.journal.clock import Wall, wall_clock
from baseldesk.records.identity import derived_id
from baseldesk.records.types import SECRETARIAT
from baseldesk.sync.key_store import AGE_KEY, DEVICE_KEY, FILE, ROOT_KEY, DeskKeys, prepare_store
from baseldesk.sync.keys import DeviceKey
from baseldesk.sync.opening import reach_files
from baseldesk.sync.own_keys import AGE_RECIPIENT
from baseldesk.sync.root_file import RootPlan, make_roots, write_root_files
from baseldesk.sync.sealing import new_identity, recipient_of

_NOT_TO_BE_UNDONE = "UPDATE action SET kind = 'founding'"  # «undo the last save» is for what a person did


def found_centre(
    folder: Path,
    code: str,
    *,
    device_name: str = "",
    officer_name: str = "",
    keys: str = FILE,
    passphrase: str = "",
    clock: Wall = wall_clock,
    random: Random = os.urandom,
) -> Desk:
    """Makes a centre's desk, its keys, the centre's profile and, where a name is given, the officer's record.

    Args:
        keys: where its keys lie: `keyring`, `passphrase`, `file`, or "" for the keyring where one works and else files.
        passphrase: for that store.

    Raises:
        UsageError: no centre has this code.
        DeskError: there is a desk already, the folder cannot be written, or the keys cannot be kept like that.
    """
    profile = _profile(code)
    kept = _make_keys(folder, keys, passphrase, DEVICE_KEY)
    with ExitStack() as founding:
        desk = _make(founding, folder, kept, code, device_name, officer_name, clock, random)
        edit = Edit("centre", derived_id(code, "centre", code), profile)
        desk.save([edit], checked=False, also=lambda writer: writer.run(_NOT_TO_BE_UNDONE))
        founding.pop_all()
    return desk


def found_secretariat(
    folder: Path,
    *,
    device_name: str = "",
    officer_name: str = "",
    keys: str = FILE,
    passphrase: str = "",
    roots: RootPlan | None = None,
    clock: Wall = wall_clock,
    random: Random = os.urandom,
) -> Desk:
    """Makes the secretariat's desk, and with it a deployment: its id, its root keys and the first roster.

    Args:
        keys, passphrase: see `found_centre`.
        roots: root keys for several people, on their sticks; without, the one root key lies with the desk's others.

    Raises:
        DeskError: there is a desk already, the folder cannot be written, or the keys cannot be kept like that.
    """
    from baseldesk.sync.joining import take_membership
    from baseldesk.sync.membership import MoreRoots, found_deployment

    made = make_roots(roots) if roots else []
    kept = _make_keys(folder, keys, passphrase, DEVICE_KEY, *(() if made else (ROOT_KEY,)))
    if roots:
        write_root_files(roots, made)
    device, held = _held(kept, DEVICE_KEY), made or [_held(kept, ROOT_KEY)]
    more = MoreRoots(held[1:], roots.threshold) if roots else None
    with ExitStack() as founding:
        desk = _make(founding, folder, kept, SECRETARIAT, device_name, officer_name, clock, random)
        recipient = (desk.meta(AGE_RECIPIENT) or b"").decode()
        founded = found_deployment(
            device, held[0], more=more, device_name=device_name, recipient=recipient, issued=desk.clock(), random=random
        )
        with desk.write() as writer:
            take_membership(desk, writer, founded)
        founding.pop_all()
    return desk


def device_name(desk: Desk) -> str:
    """What the officer calls this computer."""
    return (desk.meta("device_name") or b"").decode()


def _make(
    founding: ExitStack, folder: Path, kept: DeskKeys, owner: str, called: str, officer_name: str, clock: Wall, random: Random
) -> Desk:
    """A new desk; until `founding` lets go of it, whatever fails closes it and takes its database away, and its keys stay."""
    desk = reach_files(Desk.create(folder, owner, key=_held(kept, DEVICE_KEY), clock=clock, random=random))
    founding.callback(remove_database, folder)
    founding.enter_context(desk)

    def name_device(writer: Writer) -> None:
        writer.set_meta("device_name", called.encode())
        writer.set_meta(AGE_RECIPIENT, recipient_of(kept.load_identity() or "").encode())
        writer.run(_NOT_TO_BE_UNDONE)

    desk.save(_officer(desk, officer_name), also=name_device)
    return desk


def _make_keys(folder: Path, keys: str, passphrase: str, *signing: str) -> DeskKeys:
    """The keys of a desk to be: new ones, or those that a start cut short has left."""
    if (folder / DATABASE).exists():
        raise DeskError("desk.exists", folder=folder.name)
    try:
        kept = prepare_store(folder, keys, passphrase)
        fresh: dict[str, DeviceKey | str] = {name: DeviceKey.generate() for name in signing if kept.load(name) is None}
        if kept.load_identity() is None:
            fresh[AGE_KEY] = new_identity()
        kept.keep_all(fresh)
    except OSError as reason:
        code = "desk.disk_full" if reason.errno in (errno.ENOSPC, errno.EDQUOT) else "desk.not_writable"
        raise DeskError(code, folder=folder.name, reason=reason.strerror or "") from reason
    return kept


def _held(kept: DeskKeys, name: str) -> DeviceKey:
    """A key that was made a moment ago."""
    key = kept.load(name)
    if key is None:
        raise DeskError("key.missing", path=kept.where(name))
    return key


def _officer(desk: Desk, name: str) -> list[Edit]:
    from baseldesk.desk.record_view import officer_id

    user = desk.identity.user
    return [Edit("officer", officer_id(desk.owner, user), {"name": name, "user": user.hex()})] if name else []


def host_countries() -> dict[str, str]:
    """{code of a centre, or SBC for the secretariat: ISO 3166-1 code of the country where it sits}, from the programme's list."""
    listed = _listed()
    return {one["code"]: one["host"] for one in (*listed["centres"], listed["secretariat"])}


def _listed() -> dict[str, Any]:
    import yaml

    from baseldesk.resources import resource

    found: dict[str, Any] = yaml.safe_load(resource("programme", "centres.yaml").read_text(encoding="utf-8"))
    return found


def _profile(code: str) -> dict[str, Any]:
    """What is known of a centre from the start, from the programme's list.

    Raises:
        UsageError: no centre has this code.
    """
    from baseldesk.records import vocabulary

    listed = _listed()["centres"]
    found = next((one for one in listed if one["code"] == code), None)
    if found is None:
        raise UsageError("centre.unknown", centre=code, known=", ".join(one["code"] for one in listed))
    names = {language: vocabulary.label(code, language, "centre") for language in vocabulary.languages_of(code, "centre")}
    kept = ("code", "host", "city", "framework_agreement", "instruments", "languages", "parties_served")
    return {"name": names, **{key: found[key] for key in kept if found.get(key)}}
