"""How a large change lies on disk: compressed in pieces, so that one of its thousand ops is read without all the others.

Decision: the pieces are zstd frames one after the other, behind a skippable frame that says how long each is and how many ops it
holds; so whoever does not know of pieces unpacks the whole as one. The first frame holds what stands before the ops. Undoing, a
conflict's candidates and bundles that rest on what was sent before ask for single ops of large changes.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

PACKED_FROM = 4096  # bytes; below, compressing costs more than it saves
_PIECE = 32 << 10
_LEVEL = 3
_SKIPPED = (0x184D2A5B).to_bytes(4, "little")  # a frame that zstd passes over
_index = msgspec.msgpack.Decoder(list[tuple[int, int]])
_ops = msgspec.msgpack.Decoder(list[msgspec.Raw])


def pack(raw: bytes, ops: Sequence[msgspec.Raw] = ()) -> tuple[int, bytes]:
    """How a change lies on disk: (0, as it is) or (1, compressed)."""
    if len(raw) < PACKED_FROM:
        return 0, raw
    from backports import zstd

    held = [bytes(one) for one in ops]
    before = len(raw) - sum(map(len, held))
    if len(raw) < 2 * _PIECE or raw[before:] != b"".join(held):  # small, or something stands behind the ops
        return 1, zstd.compress(raw, _LEVEL)
    groups = _group(held)
    frames = [zstd.compress(one, _LEVEL) for one in (raw[:before], *(b"".join(group) for group in groups))]
    counts = [0, *map(len, groups)]
    index = msgspec.msgpack.encode([(len(frame), count) for frame, count in zip(frames, counts, strict=True)])
    return 1, b"".join((_SKIPPED, len(index).to_bytes(4, "little"), index, *frames))


def _group(ops: Sequence[bytes]) -> list[list[bytes]]:
    out: list[list[bytes]] = [[]]
    size = 0
    for one in ops:
        if size >= _PIECE:
            out.append([])
            size = 0
        out[-1].append(one)
        size += len(one)
    return out


def read_ops(kept: bytes, places: Sequence[int]) -> dict[int, bytes] | None:
    """Some ops of a change that lies in pieces, by their place; None where it does not.

    Raises:
        zstd.ZstdError, msgspec.DecodeError, IndexError: what was kept is damaged, or there is no such op.
    """
    if kept[:4] != _SKIPPED:
        return None
    from backports import zstd

    at = 8 + int.from_bytes(kept[4:8], "little")
    out: dict[int, bytes] = {}
    first, wanted = 0, sorted(places)
    for size, count in _index.decode(kept[8:at]):
        here = [one for one in wanted if first <= one < first + count]
        if here:
            ops = _ops.decode(b"\xdd" + count.to_bytes(4, "big") + zstd.decompress(kept[at : at + size]))
            out.update((one, bytes(ops[one - first])) for one in here)
        first, at = first + count, at + size
    if len(out) < len(set(wanted)):
        raise IndexError
    return out
