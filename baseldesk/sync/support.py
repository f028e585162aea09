"""The support file: the diary and the state of the exchange for those who help from afar, with nothing in it about people.

What is kept is counted: an entry passes only when it is named here, and only in a form that cannot hold a name: numbers, codes
of ours, ids in hex, and file names of our own making. Paths, names of computers and of people, and addresses never enter.
"""

from __future__ import annotations

import json
import platform
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from baseldesk import __version__
from baseldesk.desk.desk import Desk
from baseldesk.sync.diary import Exchange, read_diary
from baseldesk.sync.medium import Written, write_bytes
from baseldesk.sync.membership import read_membership
from baseldesk.sync.status import PeerStatus, sync_status

FORMAT = "baseldesk support 1"
MOST_LINES = 5_000
_OURS = re.compile(r"[A-Z0-9-]+\.BDESK")
_CODE = re.compile(r"[a-z_]+(\.[a-z_]+)*")
_PEER = re.compile(r"[A-Z0-9-]{2,40}")


def write_support(desk: Desk, target: Path) -> Written:
    """Writes the support file.

    Raises:
        MediumError: it could not be written there in full.
    """
    return write_bytes(target, json.dumps(describe_exchanges(desk), indent=1, sort_keys=True).encode())


def describe_exchanges(desk: Desk) -> dict[str, Any]:
    """Everything that the support file holds."""
    place, status = read_membership(desk), sync_status(desk)
    counts = {name: value for name, value in status.to_json().items() if name != "peers"}
    return {
        "format": FORMAT,
        "app": __version__,
        "system": platform.system(),
        "python": platform.python_version(),
        "owner": desk.owner,
        "device": desk.device.hex(),
        "replica": desk.replica.hex(),
        "deployment": place.deployment.hex() if place else None,
        "roster": place.roster.number if place else None,
        "status": counts,
        "peers": [_peer(one) for one in status.peers],
        "diary": [_line(one) for one in read_diary(desk, MOST_LINES)],
    }


def _peer(one: PeerStatus) -> dict[str, Any]:
    out = {name: value for name, value in vars(one).items() if isinstance(value, int)}
    times = {name: at.isoformat() for name in ("last_heard", "last_sent") if (at := getattr(one, name))}
    return {"peer": one.peer, **out, **times, "refused": _only(_CODE, one.refused)}


def _line(one: Exchange) -> dict[str, Any]:
    out = {
        "at": one.at.isoformat(),
        "direction": one.direction,
        "kind": one.kind,
        "peer": one.peer if _PEER.fullmatch(one.peer) else "",
        "outcome": one.outcome,
        "bundle": one.bundle.hex() if one.bundle else None,
    }
    return {**out, **_counts(one.detail), "files": _only(_OURS, _names(one.detail))}


def _counts(detail: dict[str, Any]) -> dict[str, Any]:
    """Numbers, and codes of ours; nothing else passes."""
    numbers = {name: value for name, value in detail.items() if isinstance(value, int) and _CODE.fullmatch(name)}
    hashes = {name: value.hex() for name, value in detail.items() if isinstance(value, bytes) and len(value) <= 32}
    return {**numbers, **hashes}


def _names(detail: dict[str, Any]) -> list[str]:
    held = detail.get("files") or [detail.get("file", "")]
    return [str(one) for one in held if one]


def _only(pattern: re.Pattern[str], texts: Iterable[str]) -> list[str]:
    """These texts, where they are of our own making; else only that there was one."""
    return [one if pattern.fullmatch(one) else "…" for one in texts]
