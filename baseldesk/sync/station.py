"""Making and opening a desk with its key: what a person does once, at the first start."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from baseldesk.desk.database import Writer
from baseldesk.desk.desk import Desk
from baseldesk.desk.opened import Random
from baseldesk.desk.shown import Edit
from baseldesk.errors import UsageError
from baseldesk.journal.clock import Wall, wall_clock
from baseldesk.records.identity import derived_id
from baseldesk.records.types import SECRETARIAT
from baseldesk.sync.keys import DeviceKey, KeyFiles

DEVICE_KEY, ROOT_KEY = "device", "root"
_NOT_TO_BE_UNDONE = "UPDATE action SET kind = 'founding'"  # «undo the last save» is for what a person did


def open_desk(folder: Path, *, clock: Wall = wall_clock, random: Random = os.urandom) -> Desk:
    """Opens a desk that signs with the key in its folder; the key is read when first needed.

    Raises:
        DeskError: see `Desk.open`.
    """
    desk = Desk.open(folder, clock=clock, random=random)
    desk.sign_with(lambda: KeyFiles(folder).load(DEVICE_KEY))
    return desk


def found_centre(
    folder: Path,
    code: str,
    *,
    device_name: str = "",
    officer_name: str = "",
    clock: Wall = wall_clock,
    random: Random = os.urandom,
) -> Desk:
    """Makes a centre's desk, its key, the centre's profile and, where a name is given, the officer's record.

    Raises:
        UsageError: no centre has this code.
        DeskError: there is a desk already, or the folder cannot be written.
    """
    profile = _profile(code)
    desk = _make(folder, code, device_name, officer_name, clock, random)
    edit = Edit("centre", derived_id(code, "centre", code), profile)
    desk.save([edit], checked=False, also=lambda writer: writer.run(_NOT_TO_BE_UNDONE))
    return desk


def found_secretariat(
    folder: Path, *, device_name: str = "", officer_name: str = "", clock: Wall = wall_clock, random: Random = os.urandom
) -> Desk:
    """Makes the secretariat's desk, and with it a deployment: its id, one root key and the first roster.

    Raises:
        DeskError: there is a desk already, or the folder cannot be written.
    """
    from baseldesk.sync.joining import take_membership
    from baseldesk.sync.membership import found_deployment

    desk = _make(folder, SECRETARIAT, device_name, officer_name, clock, random)
    files = KeyFiles(folder)
    device, root = files.load(DEVICE_KEY), _own_key(files, ROOT_KEY)
    assert device is not None
    founded = found_deployment(device, root, device_name=device_name, issued=desk.clock(), random=random)
    with desk.write() as writer:
        take_membership(desk, writer, founded)
    return desk


def device_name(desk: Desk) -> str:
    """What the officer calls this computer."""
    return (desk.meta("device_name") or b"").decode()


def _make(folder: Path, owner: str, called: str, officer_name: str, clock: Wall, random: Random) -> Desk:
    key = _own_key(KeyFiles(folder), DEVICE_KEY)
    desk = Desk.create(folder, owner, key=key, clock=clock, random=random)

    def name_device(writer: Writer) -> None:
        writer.set_meta("device_name", called.encode())
        writer.run(_NOT_TO_BE_UNDONE)

    desk.save(_officer(desk, officer_name), also=name_device)
    return desk


def _own_key(files: KeyFiles, name: str) -> DeviceKey:
    """A new key, or the one that a start cut short has left in this folder."""
    key = files.load(name)
    if key is None:
        key = DeviceKey.generate()
        files.keep(name, key)
    return key


def _officer(desk: Desk, name: str) -> list[Edit]:
    from baseldesk.desk.record_view import officer_id

    user = desk.identity.user
    return [Edit("officer", officer_id(desk.owner, user), {"name": name, "user": user.hex()})] if name else []


def _profile(code: str) -> dict[str, Any]:
    """What is known of a centre from the start, from the programme's list.

    Raises:
        UsageError: no centre has this code.
    """
    import yaml

    from baseldesk.records import vocabulary
    from baseldesk.resources import resource

    listed = yaml.safe_load(resource("programme", "centres.yaml").read_text(encoding="utf-8"))["centres"]
    found = next((one for one in listed if one["code"] == code), None)
    if found is None:
        raise UsageError("centre.unknown", centre=code, known=", ".join(one["code"] for one in listed))
    names = {language: vocabulary.label(code, language, "centre") for language in vocabulary.languages_of(code, "centre")}
    kept = ("code", "host", "city", "framework_agreement", "instruments", "languages", "parties_served")
    return {"name": names, **{key: found[key] for key in kept if found.get(key)}}
