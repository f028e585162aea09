"""How well possible duplicates are found among real names: `python -m tests.benchmarks.duplicates FILE`.

FILE maps names as typed to `{name, shortname, synonyms, url, iati_id}`, like `inputs/org-map.json` of iati3w-data (Unlicense).
Each way in which an organisation is written there becomes a partner of one centre. What is suggested within an organisation is a
hit; what is suggested across two is listed to be looked at: most are the file's own doubles.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from baseldesk.desk.desk import Desk
from baseldesk.desk.duplicates import find_duplicates
from baseldesk.desk.shown import Edit
from baseldesk.sync.keys import DeviceKey

OWNER = "BCRC-SEN"
LONGEST = 100  # characters; what is longer describes an organisation rather than naming it
Typed = list[tuple[str, dict[str, Any]]]


def main(file: Path) -> None:
    """Three trials: the clean names, every way they are typed, and each name once more with one slip of a finger."""
    held = {f"{one['name']}|{one.get('shortname')}": one for one in json.loads(file.read_text()).values() if not one.get("skip")}
    clean = [(key, values_of(one)) for key, one in held.items()]
    as_typed = [(key, {"name": {"en": text}}) for key, one in held.items() for text in other_names(one)]
    rng = random.Random(1)
    slips = [(key, {"name": {"en": slip(rng, one["name"].strip())}}) for key, one in held.items() if len(one["name"]) > 10]
    for label, records in (("clean names", clean), ("as typed", clean + as_typed), ("one slip", clean + slips)):
        try_on(label, records)


def values_of(one: dict[str, Any]) -> dict[str, Any]:
    """The partner that the cleaned entry makes."""
    out: dict[str, Any] = {"name": {"en": one["name"].strip()}}
    short = one.get("shortname", "")
    if short and short != one["name"] and len(short) <= 20:
        out["acronym"] = short
    if one.get("url"):
        out["website"] = one["url"]
    if one.get("iati_id"):
        out["external_ids"] = {one["iati_id"]: True}
    return out


def other_names(one: dict[str, Any]) -> Iterator[str]:
    """The other ways in which people typed it."""
    yield from (text for text in one.get("synonyms", ()) if 2 <= len(text) <= LONGEST and text.strip() != one["name"].strip())


def slip(rng: random.Random, text: str) -> str:
    """A letter left out, another one, or two exchanged."""
    at = rng.randrange(1, len(text) - 1)
    left, right = text[:at], text[at + 1 :]
    return rng.choice(
        (left + right, left + rng.choice("abcdefghijklmnopqrstuvwxyz") + right, left + right[0] + text[at] + right[1:])
    )


def try_on(label: str, records: Typed) -> None:
    """Records them on a desk of their own and says what is suggested."""
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk.create(Path(folder) / "desk", OWNER, key=DeviceKey.from_seed(bytes(32)))
        made = {desk.new_id(): one for one in records}
        desk.save([Edit("partner", identity, values) for identity, (_, values) in made.items()], checked=False)
        with desk.read() as reader:
            start = time.perf_counter()
            found = find_duplicates(reader, OWNER)
            seconds = time.perf_counter() - start
        desk.close()
    across = [one for one in found if made[one.first][0] != made[one.second][0]]
    several = defaultdict(set)
    for identity, (key, _) in made.items():
        several[key].add(identity)
    wanted, hits = sum(len(one) - 1 for one in several.values()), len(found) - len(across)
    print(f"{label}: {len(records)} partners, {wanted} doubles, {hits} suggested, {len(across)} across, {seconds:.1f} s")
    for one in across:
        print("   ", one.reason, made[one.first][1]["name"]["en"], "|", made[one.second][1]["name"]["en"])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
