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
    """What of `now` is not in `earlier`, or otherwise there."""
    out: dict[str, object] = {}
    for name, value in now.items():
        before = earlier.get(name)
        if isinstance(value, Mapping):
            held = before if isinstance(before, Mapping) else {}
            rest = {key: one for key, one in value.items() if key not in held or not is_same(one, held[key])}
            if rest:
                out[name] = rest
        elif name not in earlier or not is_same(value, before):
            out[name] = value
    return out
