"""Fuzzes one reader, led by what it covers: `python -m tests.fuzz.run TARGET SECONDS [FOLDER]`; needs `pip install atheris`.

What breaks a reader is written as crash-… into FOLDER (tests/fuzz/found by default); mended, it becomes a file of the corpus.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["baseldesk"]):
    from tests.fuzz.targets import TARGETS, try_one

from tests.fuzz.seeds import make_seeds

HERE = Path(__file__).parent


def main(target: str, seconds: int, found: Path) -> None:
    """Runs until the time is over or something is found."""
    learnt = found / target
    learnt.mkdir(parents=True, exist_ok=True)
    for number, raw in enumerate(make_seeds()[target]):
        (learnt / f"seed-{number}").write_bytes(raw)
    folders = [str(learnt), *([str(HERE / "corpus" / target)] if (HERE / "corpus" / target).is_dir() else [])]
    limits = [f"-max_total_time={seconds}", "-max_len=20000", "-rss_limit_mb=1024", "-timeout=20"]
    options = [*limits, f"-artifact_prefix={found}/crash-{target.replace(' ', '-')}-"]

    def test_one(data: bytes) -> None:
        try_one(target, data)

    atheris.Setup([sys.argv[0], *options, *folders], test_one)
    atheris.Fuzz()


if __name__ == "__main__":
    if len(sys.argv) < 3 or sys.argv[1] not in TARGETS:
        sys.exit(f"{__doc__}\nTargets: {', '.join(TARGETS)}")
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]) if len(sys.argv) > 3 else HERE / "found")
