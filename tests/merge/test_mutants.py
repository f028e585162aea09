"""T8: every part of the protocol, taken out, is missed by some schedule."""

from __future__ import annotations

import pytest

from tests.merge.mutants import CAUGHT_AT, breaking
from tests.merge.schedules import failed, run_many

TARGET = 1000  # schedules within which each must be caught


@pytest.mark.parametrize(("mutant", "seed"), CAUGHT_AT.items())
def test_a_mutant_is_caught(mutant, seed):
    """At the seed that caught it before; where the product has changed and the schedule with it, at the first that does."""
    for one in (seed, *range(TARGET)):
        if failed(one, mutant):
            assert failed(one) == "", "the schedule itself is good"
            return
    raise AssertionError(f"{mutant} goes unnoticed in {TARGET} schedules")


@pytest.mark.long
@pytest.mark.parametrize("mutant", CAUGHT_AT)
def test_a_mutant_is_caught_from_the_beginning(mutant, record_property):
    caught = [one.seed for one in run_many(range(TARGET), mutant) if one.failure]
    record_property("caught", len(caught))
    assert caught


def test_nothing_stays_broken():
    from baseldesk.journal import apply, fields

    before = fields.Writer.settle, apply.may_write
    for mutant in CAUGHT_AT:
        with breaking(mutant):
            pass
    assert (fields.Writer.settle, apply.may_write) == before
