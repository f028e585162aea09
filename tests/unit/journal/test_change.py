"""Change sets: the bytes are fixed for ever, and what is newer or wrong is told apart."""

import hashlib

import msgspec
import pytest

from baseldesk.errors import BundleRefused
from baseldesk.journal.change import (
    Birth,
    Change,
    Choose,
    Erase,
    Life,
    Set,
    Unknown,
    Unset,
    change_id,
    decode_change,
    decode_leaf,
    dot,
    encode_change,
    encode_op,
    leaf_hash,
    make_leaf,
    ops_of,
)

RECORD, DOT, OTHER = b"R" * 16, b"d" * 34, b"e" * 34
OPS = [
    Birth("BCRC-SEN", b"k" * 32),
    Set("activity", RECORD, {"title/fr": "é", "women": 3, "newsletter": True, "officer": RECORD}, {"women": [DOT]}),
    Unset("activity", RECORD, {"city": [DOT]}),
    Life("activity", RECORD, False, [DOT], []),
    Choose("activity", RECORD, "city", "Dakar", [DOT, OTHER], "as agreed"),
    Erase("contact", RECORD),
]


def make(ops=OPS, **changed):
    parts = {
        "v": 1,
        "replica": b"r" * 16,
        "device": b"k" * 16,
        "audience": "shared/BCRC-SEN",
        "seq": 1,
        "prev": None,
        "hlc": 5 << 16,
        "wall": 5,
        "user": b"u" * 8,
        "app": "0.1.0",
        "schema": 1,
        "features": [],
        "action": b"a" * 16,
        "ops": [encode_op(one) for one in ops],
    }
    return Change(**{**parts, **changed})


def test_the_bytes_are_what_they_have_always_been():
    """This id was taken from the first release; a difference means that no older desk can read or verify what this one writes."""
    assert hashlib.sha256(encode_change(make())).hexdigest() == "d480f542c90205d0020a060193196ed0ccef8f7153aed22fba36777f4be3e81f"
    assert change_id(encode_change(make())).hex() == "140737e9199bb91501f3a6e5f24843121df9d122291f2e22aa8a0259cd8b51cc"


def test_a_change_comes_back_whole():
    raw = encode_change(make())
    change = decode_change(raw)
    assert ops_of(change) == OPS
    assert encode_change(change) == raw


def test_map_keys_are_sorted_whatever_the_order_of_typing():
    one, other = Set("activity", RECORD, {"b": 1, "a": 2}, {}), Set("activity", RECORD, {"a": 2, "b": 1}, {})
    assert bytes(encode_op(one)) == bytes(encode_op(other))


@pytest.mark.parametrize(
    "raw",
    [
        ["zap", 1],
        ["set", "activity", RECORD, {"a": 1.5}, {}, None, []],
        ["set", "activity", b"short", {}, {}, None, []],
        [7],
        ["set"],
        ["set", "activity", RECORD, {"a": [1]}, {}, None, []],
        ["choose", "activity", RECORD, "a", 1, [DOT], ""],
    ],
)
def test_an_op_that_is_not_known_is_kept_as_it_came(raw):
    encoded = msgspec.msgpack.encode(raw)
    change = decode_change(encode_change(msgspec.structs.replace(make(ops=[]), ops=[msgspec.Raw(encoded)])))
    assert ops_of(change) == [Unknown(encoded)]


def test_a_newer_version_may_append():
    op = msgspec.msgpack.encode(["set", "activity", RECORD, {"a": 1}, {}, None, [], "more"])
    longer = msgspec.msgpack.decode(encode_change(msgspec.structs.replace(make(ops=[]), ops=[msgspec.Raw(op)])))
    change = decode_change(msgspec.msgpack.encode([*longer, "later"]))
    assert ops_of(change) == [Set("activity", RECORD, {"a": 1}, {})]


@pytest.mark.parametrize(
    "changed",
    [
        {"replica": b"r"},
        {"device": b""},
        {"user": b"u"},
        {"action": b"a"},
        {"seq": 0},
        {"seq": 2},
        {"prev": b"p" * 32},
        {"hlc": -1},
        {"audience": ""},
    ],
)
def test_a_change_of_the_wrong_shape_is_refused(changed):
    with pytest.raises(BundleRefused) as refused:
        decode_change(encode_change(make(**changed)))
    assert refused.value.code == "change.malformed"


@pytest.mark.parametrize("raw", [b"", b"\xc1", b"\x90", encode_change(make())[:-1], b"\x91" * 5000])
def test_bytes_that_are_no_change_are_refused(raw):
    with pytest.raises(BundleRefused):
        decode_change(raw)


def test_too_many_ops_are_refused():
    with pytest.raises(BundleRefused):
        decode_change(encode_change(make(ops=[Erase("contact", RECORD)] * 10_001)))


def test_a_leaf_is_named_by_its_hash_and_salted():
    raw, hashed = make_leaf(b"s" * 16, {"name": "x"})
    assert leaf_hash(raw) == hashed != make_leaf(b"t" * 16, {"name": "x"})[1]
    assert decode_leaf(raw) == {"name": "x"}


@pytest.mark.parametrize("raw", [b"", msgspec.msgpack.encode([b"s", {}]), msgspec.msgpack.encode([b"s" * 16, {"a": 1.5}])])
def test_bytes_that_are_no_leaf_are_refused(raw):
    with pytest.raises(BundleRefused):
        decode_leaf(raw)


def test_a_dot_names_one_op():
    assert len(dot(b"i" * 32, 9999)) == 34
    assert dot(b"i" * 32, 1) != dot(b"i" * 32, 2)
