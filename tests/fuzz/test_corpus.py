"""T13: what fuzzing began with and found is read again, and each with random changes; the search itself is of the long tier."""

from __future__ import annotations

import importlib.util
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzz.seeds import make_seeds
from tests.fuzz.targets import TARGETS, try_one

CORPUS = Path(__file__).parent / "corpus"
CHANGED, SECONDS = 300, 120


def corpus_of(target: str) -> list[bytes]:
    """The seeds of a target, and what was ever found."""
    return [*make_seeds()[target], *(one.read_bytes() for one in sorted((CORPUS / target).glob("*")))]


def change_at_random(rng: random.Random, raw: bytes) -> bytes:
    """A few bytes altered, taken out, doubled, or put in from elsewhere."""
    out = bytearray(raw)
    for _ in range(rng.randint(1, 4)):
        at, size = rng.randrange(len(out) + 1), rng.choice((1, 1, 2, 4, 16))
        piece = rng.choice((rng.randbytes(size), b"\xff" * size, bytes(size), bytes(out[-size:])))
        chance = rng.random()
        out[at : at + (size if chance < 0.7 else 0)] = b"" if chance < 0.15 else piece
    return bytes(out)


@pytest.mark.parametrize("target", TARGETS)
def test_the_corpus_is_read_or_refused_by_name(target):
    for raw in corpus_of(target):
        try_one(target, raw)


@pytest.mark.parametrize("target", TARGETS)
def test_the_corpus_with_random_changes_is_read_or_refused_by_name(target):
    said = {try_one(target, change_at_random(random.Random(n), raw)) for raw in corpus_of(target) for n in range(CHANGED)}
    assert said != {""} or target == "mail", "changes that nobody notices show nothing"


@pytest.mark.parametrize("target", [one for one in TARGETS if one not in ("container", "frame", "mail")])
def test_the_seeds_are_good(target):
    """So that the search begins inside."""
    assert "" in {try_one(target, raw) for raw in make_seeds()[target]}


def test_a_fault_would_be_found(monkeypatch):
    """The control."""
    monkeypatch.setitem(TARGETS, "change", lambda data: {}[data])
    with pytest.raises(KeyError):
        test_the_corpus_is_read_or_refused_by_name("change")


@pytest.mark.long
@pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason="cannot run here: atheris is not installed")
@pytest.mark.parametrize("target", TARGETS)
def test_the_search_finds_nothing(target, tmp_path):
    root = Path(__file__).parents[2]
    command = [sys.executable, "-m", "tests.fuzz.run", target, str(SECONDS), str(tmp_path)]
    done = subprocess.run(
        command, cwd=root, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(root)}
    )
    assert done.returncode == 0, done.stderr[-3000:]
