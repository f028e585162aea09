"""Sums on changes as a form gives them: {field: new value}, of mapped fields {field: {key: new value}}."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ui.widgets.field_editor import is_same


def registers_of(changes: Mapping[str, object]) -> Iterator[str]:
    """The registers that the changes write."""
    for name, value in changes.items():
        if isinstance(value, Mapping):
            yield from (f"{name}/{key}" for key in value)
        else:
            yield name


def difference(now: Mapping[str, object], earlier: Mapping[str, object]) -> dict[str, object]:
    """What makes `now` of `earlier`: None for what is there no more."""
    out: dict[str, object] = {}
    for name in dict.fromkeys((*now, *earlier)):
        value, before = now.get(name), earlier.get(name)
        if isinstance(value, Mapping) or isinstance(before, Mapping):
            held, was = (one if isinstance(one, Mapping) else {} for one in (value, before))
            if rest := difference(held, was):
                out[name] = rest
        elif not is_same(value, before):
            out[name] = value
    return out
