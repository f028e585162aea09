"""Structures as MessagePack holds them, with a few places changed at random; the same for a seed."""

from __future__ import annotations

import copy
import random
from typing import Any

import msgspec

from tests.faults.ill_content import BYTES, NUMBERS, ODD, TEXTS

_WILD: tuple[Any, ...] = (
    *NUMBERS,
    *TEXTS,
    *BYTES,
    *ODD,
    None,
    True,
    False,
    [],
    {},
    [[]] * 3,
    b"\0" * 15,
    b"\0" * 17,
    "é" * 65,
    "x" * 300,
)


def mutate(rng: random.Random, tree: Any) -> Any:
    """A copy in which one to three places hold something else, are doubled, or are gone."""
    out = copy.deepcopy(tree)
    for _ in range(rng.randint(1, 3)):
        places = list(_places(out))
        if not places:
            return rng.choice(_WILD)
        holder, key = rng.choice(places)
        chance = rng.random()
        if chance < 0.7:
            holder[key] = copy.deepcopy(rng.choice(_WILD))
        elif isinstance(holder, list) and chance < 0.85:
            holder.insert(key, copy.deepcopy(holder[key]))
        else:
            del holder[key]
    return out


def mutate_packed(rng: random.Random, raw: bytes) -> bytes:
    """The same of MessagePack bytes."""
    return msgspec.msgpack.encode(mutate(rng, msgspec.msgpack.decode(raw)))


def _places(tree: Any) -> list[tuple[Any, Any]]:
    """Every (holder, key) in a tree."""
    keys = range(len(tree)) if isinstance(tree, list) else list(tree) if isinstance(tree, dict) else ()
    return [place for key in keys for place in ((tree, key), *_places(tree[key]))]
