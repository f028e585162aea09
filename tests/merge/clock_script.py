"""One turn of one laptop, in a process of its own so that its clock can be false: takes in, writes, sends.

Usage: clock_script.py FOLDER NAME SEED TURN
"""

from __future__ import annotations

import json
import random
import sys
import time
from pathlib import Path

from baseldesk.desk.shown import Edit
from baseldesk.records.identity import id_text
from baseldesk.sync.bundle import export_bundle, import_bundle
from baseldesk.sync.opening import open_desk
from tests.merge.laptop import at_home, stay_unnoticed
from tests.merge.people import CENTRES, key_of

KEYS = [key_of(CENTRES[0], "activity", number) for number in range(2)]


def write(folder: Path, name: str, seed: int, turn: int) -> None:
    """Takes in what lies on the stick, writes what the seed says, and leaves a bundle."""
    home, stick = folder / "desks" / name, folder / "stick"
    stick.mkdir(exist_ok=True)
    if turn == 0:
        stay_unnoticed(home)
    rng = random.Random(f"{name} {seed} {turn}")
    with at_home(home), open_desk(home / "desk") as desk:
        assert not import_bundle(desk, sorted(stick.glob("*.BDESK"))).refused
        for _ in range(4):
            key = rng.choice(KEYS)
            found = desk.record(*key)
            shown = dict(found.versions) if found else {}
            if found and rng.random() < 0.2:
                desk.save([Edit(*key, shown=shown, life=found.deleted)])
            else:
                values = {one: str(rng.randint(0, 9)) for one in rng.sample(["city", "title/fr", "venue"], 2)}
                desk.save([Edit(*key, values, shown)], numbered=False)
        export_bundle(desk, "centre", stick, encrypted=False)
        assert desk.check() == []
        if turn == 2 and name == "A2":
            show(folder, desk)


def show(folder: Path, desk: object) -> None:
    """Writes down what people see: the candidates of each field and whether a record is hidden; no times."""
    out = {}
    for key in KEYS:
        found = desk.record(*key)  # type: ignore[attr-defined]
        if found:
            conflicts = {one: sorted(str(held.value) for held in many) for one, many in found.conflicts.items()}
            flat = {**found.values, **{f"title/{k}": v for k, v in found.values.get("title", {}).items()}}
            single = {one: str(flat[one]) for one in ("city", "title/fr", "venue") if one in flat and one not in conflicts}
            out[id_text(key[1])] = [single, conflicts, found.deleted]
    (folder / "shown.json").write_text(json.dumps(out, sort_keys=True), encoding="utf-8")
    (folder / "clock.txt").write_text(str(time.time()), encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
