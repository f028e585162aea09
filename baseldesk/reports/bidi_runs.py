"""The second half of UAX #9: the direction of one isolating run sequence, from its characters' classes (W, N and I rules)."""

from __future__ import annotations

_BRACKETS = (
    "()[]{}༺༻༼༽᚛᚜⁅⁆⁽⁾₍₎⌈⌉⌊⌋\u2329\u232a❨❩❪❫❬❭❮❯❰❱❲❳❴❵⟅⟆⟦⟧⟨⟩⟪⟫⟬⟭⟮⟯⦃⦄⦅⦆⦇⦈⦉⦊⦋⦌⦍⦐⦏⦎⦑⦒⦓⦔⦕⦖⦗⦘⧘⧙⧚⧛⧼⧽⸢⸣⸤⸥⸦⸧⸨⸩"
    "⹕⹖⹗⹘⹙⹚⹛⹜\u3008\u3009《》「」『』【】〔〕〖〗〘〙〚〛﹙﹚﹛﹜﹝﹞（）［］｛｝｟｠｢｣"
)
_CANONICAL = {"\u2329": "\u3008", "\u232a": "\u3009"}
CLOSED_BY = dict(zip(_BRACKETS[::2], _BRACKETS[1::2], strict=True))
_CLOSING = frozenset(CLOSED_BY.values())
_NEUTRAL = frozenset({"B", "S", "WS", "ON", "LRI", "RLI", "FSI", "PDI"})
_DIRECTION = {"L": "L", "R": "R", "EN": "R", "AN": "R"}  # as N0 to N2 see them: numbers count as right to left
_BRACKET_DEPTH = 63


def resolve_sequence(characters: list[str], types: list[str], marks: list[bool], level: int, ends: tuple[str, str]) -> list[int]:
    """The levels of a sequence of this embedding level, between text that runs as ``ends`` says (``"L"`` or ``"R"``)."""
    _resolve_weak(types, ends[0])
    embedding = "R" if level & 1 else "L"
    _resolve_brackets(characters, types, marks, embedding, ends[0])
    _resolve_neutrals(types, embedding, ends)
    raised = {"L": 1, "EN": 1, "AN": 1} if level & 1 else {"R": 1, "AN": 2, "EN": 2}
    return [level + raised.get(kind, 0) for kind in types]


def _resolve_weak(types: list[str], start: str) -> None:
    _attach_marks(types, start)
    _resolve_european_numbers(types, start)
    _join_separators(types)
    _join_terminators(types)
    strong = start
    for index, kind in enumerate(types):
        if kind in ("ES", "ET", "CS"):  # W6
            types[index] = "ON"
        elif kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":  # W7
            types[index] = "L"


def _attach_marks(types: list[str], start: str) -> None:
    """W1: a mark goes with what it stands on."""
    before = start
    for index, kind in enumerate(types):
        if kind == "NSM":
            types[index] = "ON" if before in ("LRI", "RLI", "FSI", "PDI") else before
        before = types[index]


def _resolve_european_numbers(types: list[str], start: str) -> None:
    """W2 and W3: numbers after Arabic letters are Arabic numbers; then those letters are plain right to left."""
    strong = start
    for index, kind in enumerate(types):
        if kind in ("L", "R", "AL"):
            strong = kind
        elif kind == "EN" and strong == "AL":
            types[index] = "AN"
    types[:] = ["R" if kind == "AL" else kind for kind in types]


def _join_separators(types: list[str]) -> None:
    """W4: one separator between two numbers belongs to them."""
    for index in range(1, len(types) - 1):
        before, kind, after = types[index - 1 : index + 2]
        if before == after and ((kind == "ES" and before == "EN") or (kind == "CS" and before in ("EN", "AN"))):
            types[index] = before


def _join_terminators(types: list[str]) -> None:
    """W5: signs such as % next to a European number belong to it."""
    for start, end in _stretches(types, frozenset({"ET"})):
        if (start and types[start - 1] == "EN") or (end < len(types) and types[end] == "EN"):
            types[start:end] = ["EN"] * (end - start)


def _stretches(types: list[str], kinds: frozenset[str]) -> list[tuple[int, int]]:
    found, start = [], None
    for index, kind in enumerate([*types, ""]):
        if kind in kinds:
            start = index if start is None else start
        elif start is not None:
            found.append((start, index))
            start = None
    return found


def _resolve_brackets(characters: list[str], types: list[str], marks: list[bool], embedding: str, start: str) -> None:
    """N0: both brackets of a pair run as what is inside them, or as what stands before."""
    for opening, closing in _pair_brackets(characters, types):
        inside = {_DIRECTION[kind] for kind in types[opening + 1 : closing] if kind in _DIRECTION}
        if not inside:
            continue
        direction = embedding if embedding in inside else _direction_before(types, opening, start)
        for index in (opening, closing):
            types[index] = direction
            follower = index + 1
            while follower < len(types) and marks[follower]:
                types[follower] = direction
                follower += 1


def _direction_before(types: list[str], index: int, start: str) -> str:
    return next((_DIRECTION[kind] for kind in reversed(types[:index]) if kind in _DIRECTION), start)


def _pair_brackets(characters: list[str], types: list[str]) -> list[tuple[int, int]]:
    """The pairs in the order of their opening brackets (BD16)."""
    opened: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for index, character in enumerate(characters):
        if types[index] != "ON":
            continue
        if character in CLOSED_BY:
            if len(opened) >= _BRACKET_DEPTH:
                break
            closing = CLOSED_BY[character]
            opened.append((_CANONICAL.get(closing, closing), index))
        elif character in _CLOSING:
            _close_bracket(_CANONICAL.get(character, character), index, opened, pairs)
    return sorted(pairs)


def _close_bracket(closing: str, index: int, opened: list[tuple[str, int]], pairs: list[tuple[int, int]]) -> None:
    for depth in range(len(opened) - 1, -1, -1):
        if opened[depth][0] == closing:
            pairs.append((opened[depth][1], index))
            del opened[depth:]
            return


def _resolve_neutrals(types: list[str], embedding: str, ends: tuple[str, str]) -> None:
    """N1 and N2: neutrals between two of one direction take it, all others the embedding's."""
    for start, end in _stretches(types, _NEUTRAL):
        before = _DIRECTION[types[start - 1]] if start else ends[0]
        after = _DIRECTION[types[end]] if end < len(types) else ends[1]
        types[start:end] = [before if before == after else embedding] * (end - start)
