"""Makes resources/map: the outline of the land and one point for each country or area, from Natural Earth's public domain data.

Run ``python installer/make_map.py`` (npm is needed; nothing that BaselDesk does at run time needs it). The same version
gives the same bytes, so a second run changes nothing; ``--check`` only compares.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import math
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

MAP = Path(__file__).resolve().parent.parent / "resources" / "map"
COUNTRIES = MAP.parent / "reference" / "countries.tsv"
PACKAGE, VERSION = "world-atlas", "2.0.2"
SHA256 = "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97"
TOLERANCE, LEAST_AREA, SOUTH_END = 0.06, 0.03, -60.0  # degrees, square degrees
# Areas that Natural Earth draws as a part of another country or not at all; where they lie is common knowledge.
BY_HAND = {
    "BQ": (12.2, -68.3), "BV": (-54.4, 3.4), "CC": (-12.2, 96.8), "CX": (-10.5, 105.6), "GF": (4.0, -53.1), "GI": (36.1, -5.3),
    "GP": (16.2, -61.5), "MQ": (14.7, -61.0), "RE": (-21.1, 55.5), "SJ": (78.6, 16.5), "TK": (-9.2, -171.8), "TV": (-8.5, 179.2),
    "UM": (19.3, 166.6), "YT": (-12.8, 45.2),
}  # fmt: skip
README = f"""# Map

`land.txt` is the outline of the land, without any boundary lines: one ring a line, in hundredths of a degree, first
longitude and latitude, then the steps from point to point; a line that begins with `-` is water inside land. Rings that
cross the antimeridian run on beyond 180 degrees. `points.tsv` has one point for each country or area of the M49 list: the
middle of its largest piece of land.

Made by `installer/make_map.py` from npm `{PACKAGE}` {VERSION} (ISC licence, see `LICENCE.txt`), which carries Natural
Earth 1:50m, in the
public domain. Changes: outlines made simpler by {TOLERANCE} degrees, islands under {LEAST_AREA} square degrees without a
country's point left out, nothing south of {-SOUTH_END:g} degrees south; the points of {len(BY_HAND)} areas that are not
drawn there are entered by hand.

The designations employed and the presentation of material on this map do not imply the expression of any opinion whatsoever
on the part of the Secretariat of the United Nations concerning the legal status of any country, territory, city or area or
of its authorities, or concerning the delimitation of its frontiers or boundaries.
"""

Point = tuple[float, float]  # longitude and latitude
Ring = list[Point]


def fetch(folder: Path) -> Path:
    """The package's archive, fetched by npm and byte for byte the one this script was written for."""
    command = ["npm", "pack", "--silent", f"{PACKAGE}@{VERSION}"]
    name = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout.split()[-1]
    found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
    if found != SHA256:
        raise SystemExit(f"{PACKAGE} {VERSION}: SHA-256 is {found}, expected {SHA256}")
    return folder / name


def read_polygons(archive: Path, member: str, layer: str) -> Iterator[tuple[str, list[Ring]]]:
    """M49 code («» for none) and rings of each polygon, the outer one first."""
    with tarfile.open(archive) as files:
        held = files.extractfile(f"package/{member}")
        if held is None:
            raise SystemExit(f"the archive has no {member}")
        topology = json.load(held)
    arcs = list(_read_arcs(topology))
    for one in topology["objects"][layer]["geometries"]:
        polygons = [one["arcs"]] if one["type"] == "Polygon" else one["arcs"] if one["type"] == "MultiPolygon" else []
        for rings in polygons:
            yield one.get("id") or "", [unroll(_join([_arc(arcs, number) for number in ring])) for ring in rings]


def read_licence(archive: Path) -> str:
    """The licence of the package that carries the data."""
    with tarfile.open(archive) as files:
        held = files.extractfile("package/LICENSE")
        if held is None:
            raise SystemExit("the archive has no licence")
        return held.read().decode()


def _read_arcs(topology: dict[str, Any]) -> Iterator[Ring]:
    (scale_x, scale_y), (left, low) = topology["transform"]["scale"], topology["transform"]["translate"]
    for steps in topology["arcs"]:
        x = y = 0
        arc = []
        for step_x, step_y in steps:
            x, y = x + step_x, y + step_y
            arc.append((x * scale_x + left, y * scale_y + low))
        yield arc


def _arc(arcs: list[Ring], number: int) -> Ring:
    return arcs[number] if number >= 0 else arcs[~number][::-1]


def _join(arcs: list[Ring]) -> Ring:
    return arcs[0] + [point for arc in arcs[1:] for point in arc[1:]]


def unroll(ring: Ring) -> Ring:
    """The ring with longitudes that run on beyond 180 degrees instead of jumping to the other side; its middle is within them."""
    out, turn = [ring[0]], 0.0
    for (before, _), (x, y) in itertools.pairwise(ring):
        turn += -360 if x - before > 180 else 360 if before - x > 180 else 0
        out.append((x + turn, y))
    middle = (min(x for x, _ in out) + max(x for x, _ in out)) / 2
    turn = -360.0 * round(middle / 360)
    return [(x + turn, y) for x, y in out]


def area(ring: Ring) -> float:
    """The signed area in square degrees."""
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in itertools.pairwise(ring)) / 2


def middle(ring: Ring) -> Point:
    """The centre of the ring's area or, where that lies outside, the point inside that is farthest from its edge."""
    # From the first corner, so that a small island far from 0, 0 loses no digits.
    (x0, y0), total, x, y = ring[0], 0.0, 0.0, 0.0
    for (ax, ay), (bx, by) in itertools.pairwise(ring):
        cross = (ax - x0) * (by - y0) - (bx - x0) * (ay - y0)
        total += cross
        x += (ax + bx - 2 * x0) * cross
        y += (ay + by - 2 * y0) * cross
    if total:
        centre = (x0 + x / (3 * total), y0 + y / (3 * total))
        if is_inside(centre, ring):
            return centre
    return _farthest_inside(ring)


def is_inside(point: Point, ring: Ring) -> bool:
    """Whether the point lies within the ring."""
    (x, y), inside = point, False
    for (ax, ay), (bx, by) in itertools.pairwise(ring):
        if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
            inside = not inside
    return inside


def _farthest_inside(ring: Ring, steps: int = 24) -> Point:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    grid = [
        (min(xs) + (max(xs) - min(xs)) * (i + 0.5) / steps, min(ys) + (max(ys) - min(ys)) * (j + 0.5) / steps)
        for i in range(steps) for j in range(steps)
    ]  # fmt: skip
    inside = [one for one in grid if is_inside(one, ring)] or ring  # an area drawn as a mere line has no inside
    return max(inside, key=lambda one: min(math.dist(one, edge) for edge in ring))


def simplify(ring: Ring) -> Ring:
    """Fewer points, none of the others farther than the tolerance from the line; small islands keep their shape."""
    size = max(max(x for x, _ in ring) - min(x for x, _ in ring), max(y for _, y in ring) - min(y for _, y in ring))
    half = len(ring) // 2
    tolerance = min(TOLERANCE, size / 12)
    return _thin(ring[: half + 1], tolerance)[:-1] + _thin(ring[half:], tolerance)


def _thin(line: Ring, tolerance: float) -> Ring:
    """Douglas and Peucker's way, without recursion."""
    kept, waiting = {0, len(line) - 1}, [(0, len(line) - 1)]
    while waiting:
        first, last = waiting.pop()
        far, which = max(((_distance(line[i], line[first], line[last]), i) for i in range(first + 1, last)), default=(0.0, 0))
        if far > tolerance:
            kept.add(which)
            waiting += [(first, which), (which, last)]
    return [line[i] for i in sorted(kept)]


def _distance(point: Point, one: Point, other: Point) -> float:
    (x, y), (ax, ay), (bx, by) = point, one, other
    length = math.dist(one, other)
    return abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length if length else math.dist(point, one)


def find_points(archive: Path) -> dict[str, Point]:
    """The point of each country or area by its ISO code, as longitude and latitude."""
    largest: dict[str, Ring] = {}
    for code, (outer, *_) in read_polygons(archive, "countries-50m.json", "countries"):
        if code not in largest or abs(area(outer)) > abs(area(largest[code])):
            largest[code] = outer
    rows = [line.split("\t") for line in COUNTRIES.read_text(encoding="utf-8").splitlines()[1:]]
    found = {row[0]: middle(largest[row[2]]) for row in rows if row[2] in largest}
    return dict(sorted((found | {code: (x, y) for code, (y, x) in BY_HAND.items()}).items()))


def find_land(archive: Path, points: Sequence[Point]) -> Iterator[tuple[bool, Ring]]:
    """The rings that are drawn, and whether they are land (or water in it)."""
    for _, rings in read_polygons(archive, "land-50m.json", "land"):
        if max(y for _, y in rings[0]) < SOUTH_END:
            continue
        for number, ring in enumerate(rings):
            if abs(area(ring)) >= LEAST_AREA or (number == 0 and any(is_inside(point, ring) for point in points)):
                yield number == 0, simplify(ring)


def write_ring(is_land: bool, ring: Ring) -> str:
    """One line of ``land.txt``."""
    whole = [(round(x * 100), round(y * 100)) for x, y in ring]
    steps = [(bx - ax, by - ay) for (ax, ay), (bx, by) in itertools.pairwise(whole) if (ax, ay) != (bx, by)]
    return ("" if is_land else "- ") + " ".join(f"{x} {y}" for x, y in [whole[0], *steps])


def make() -> dict[str, str]:
    """The files and what stands in them."""
    with tempfile.TemporaryDirectory() as folder:
        archive = fetch(Path(folder))
        points = find_points(archive)
        land = [write_ring(*one) for one in find_land(archive, list(points.values()))]
        licence = read_licence(archive)
    rows = ["code\tlatitude\tlongitude", *(f"{code}\t{y:.1f}\t{(x + 180) % 360 - 180:.1f}" for code, (x, y) in points.items())]
    return {"land.txt": "\n".join(land) + "\n", "points.tsv": "\n".join(rows) + "\n", "README.md": README, "LICENCE.txt": licence}


def main() -> int:
    """Writes the files, or says which differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only compare")
    only_compare = parser.parse_args().check
    MAP.mkdir(exist_ok=True)
    others = [(MAP / name, text) for name, text in make().items() if not _holds(MAP / name, text)]
    for path, text in others:
        if not only_compare:
            path.write_text(text, encoding="utf-8", newline="\n")
        print(f"resources/map/{path.name}: {'differs' if only_compare else 'written'}")
    return int(only_compare and bool(others))


def _holds(path: Path, text: str) -> bool:
    return path.exists() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    sys.exit(main())
