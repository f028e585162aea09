"""Blocks of every layout, written once and kept: whoever writes a reader in another language begins with these.

`tests/fixtures/layouts/vectors.json` holds, in hexadecimal, a chain, the changes that a receiver has (the base), the changes of
one run that goes on from them, and the section in each layout. Run as a module, this file writes it, if it is not there.
"""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from baseldesk.journal.change import change_id, decode_change
from baseldesk.records.identity import derived_id
from baseldesk.sync import layout
from baseldesk.sync.bases import Base
from baseldesk.sync.column_block import Block, RestingBlock
from baseldesk.sync.offering import Offered
from baseldesk.sync.payload import ChainName, Run
from tests.unit.sync.test_bases import LONG, chain_of, change_of, dot_of, journal, run_after, set_op
from tests.unit.sync.test_columns import CHAIN

KEPT = Path(__file__).parents[2] / "fixtures/layouts/vectors.json"


def make() -> dict[str, Any]:
    """The vectors."""
    one, two, partner = b"\1" * 16, b"\2" * 16, b"\3" * 16
    base = chain_of([
        [["birth", "BCRC-SEN", b"k" * 32, None, None, "first start"]],
        [set_op(one, {"summary/fr": LONG, "stage": "identified", "planned_budget": "1200"}), set_op(two, {"title/fr": "Été"})],
        [["set", "partner", partner, {"name/fr": "Douanes"}, {}, None, []]],
    ])  # fmt: skip
    link = derived_id("BCRC-SEN", "activity_partner", one, partner, "host")
    changes = chain_of([
        [set_op(one, {"summary/fr": LONG.replace("Dakar", "Thiès"), "stage": "completed"},
                {"summary/fr": [dot_of(base, 1, 0)], "stage": [dot_of(base, 1, 0)]})],
        [["set", "activity_partner", link, {"activity": one, "partner": partner, "role": "host"}, {}, None, []],
         set_op(b"\4" * 16, {"starts_on": "2026-03-01", "countries/SN": True, "countries/TG": True, "city": "Dakar"})],
        [["life", "activity", two, False, [dot_of(base, 1, 1)], []]],
        [["unset", "activity", one, {"planned_budget": [dot_of(base, 1, 0)]}],
         ["set", "contact", b"\5" * 16, {}, {}, b"l" * 32, ["name"]]],
    ], base)  # fmt: skip
    changes.append(change_of(len(base) + 5, change_id(changes[-1]), [set_op(two, {"venue": "Thiès"})], b"begun elsewhere."))
    run, out = run_after(base, changes), {}
    for number, write in layout.WRITE.items():
        with journal([*base, *changes]) as reader:
            offered = Offered(reader, {1: len(base)}) if number == layout.RESTING else None
            out[str(number)] = b"".join(write([run], [CHAIN], iter(changes), offered)).hex()
            heads = offered.heads if offered else []
    return {
        "chain": [CHAIN.replica.hex(), CHAIN.audience, CHAIN.device.hex()],
        "run": {"first": run.first, "count": run.count, "prev": (run.prev or b"").hex(), "tip": run.tip.hex()},
        "base": [one.hex() for one in base],
        "base heads": [one.hex() for one in heads],
        "changes": [one.hex() for one in changes],
        "layouts": out,
    }


def read_kept() -> dict[str, Any]:
    """The vectors as they were written."""
    return json.loads(KEPT.read_text(encoding="utf-8"))


@pytest.mark.parametrize("number", ["0", "1", "2"])
def test_what_was_written_once_is_read_for_ever(number: str) -> None:
    kept = read_kept()
    replica, audience, device = kept["chain"]
    chain, held = ChainName(bytes.fromhex(replica), audience, bytes.fromhex(device)), kept["run"]
    run = Run(0, held["first"], held["count"], bytes.fromhex(held["prev"]), bytes.fromhex(held["tip"]), b"")
    blocks = io.BytesIO(bytes.fromhex(kept["layouts"][number]))
    with journal([bytes.fromhex(one) for one in kept["base"]]) as reader:
        base = Base.of(reader, [bytes.fromhex(one) for one in kept["base heads"]] if number == "2" else [])
        changes = list(layout.READ[int(number)]([run], [chain], blocks, "X", base))
    assert [one.hex() for one in changes] == kept["changes"]
    assert change_id(changes[-1]) == run.tip


def test_this_version_writes_the_very_same() -> None:
    assert make()["layouts"] == read_kept()["layouts"]


def test_the_vectors_show_what_the_page_tells() -> None:
    kept = read_kept()
    block = msgspec.msgpack.decode(bytes.fromhex(kept["layouts"]["2"])[4:], type=RestingBlock)
    alone = msgspec.msgpack.decode(bytes.fromhex(kept["layouts"]["1"])[4:], type=Block)
    assert (block.count, len(block.plain), len(block.others)) == (5, 0, 1)
    assert (len(alone.actions), len(block.actions)) == (5 * 16, 16)
    assert block.id_base != [] != block.cover_base
    assert len(block.digest) == 8
    assert block.cover_ids == b""
    assert [decode_change(bytes.fromhex(one)).seq for one in kept["changes"]] == [4, 5, 6, 7, 8]


if __name__ == "__main__" and not KEPT.exists():
    KEPT.write_text(json.dumps(make(), indent=1) + "\n", encoding="utf-8", newline="\n")
