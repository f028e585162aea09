"""Real desks before the model's oracle: their journals applied by the model, their tables beside its."""

from __future__ import annotations

from baseldesk.desk.desk import Desk
from baseldesk.desk.journal_reader import JournalReader
from baseldesk.journal.change import Dot, dot
from baseldesk.journal.port import Local
from tests.merge.disk import Known
from tests.merge.exchange import arrivals_of
from tests.merge.laptop import Laptop
from tests.merge.memory import Key, Memory
from tests.merge.people import audience_of_key


class _MirrorDisk:
    """As much of a simulated disk as the oracle asks for."""

    def __init__(self, store: Memory, owed: set[bytes], parked: int) -> None:
        assert not parked, "all are registered, and something is still set aside"
        self.store, self.owed, self.parked, self.inbox, self.kept = store, owed, {}, [], []  # type: ignore[var-annotated]


class Mirror:
    """A real desk's journal, applied by the model."""

    def __init__(self, laptop: Laptop, owed: set[bytes]) -> None:
        self.laptop, self.org = laptop, laptop.org
        with laptop.desk.read() as reader:
            rows = reader.rows("SELECT key_id, organisation FROM device")
            parked = reader.rows("SELECT count(*) FROM parked")[0][0]
        self.organisation_of = Known({bytes(key): org for key, org in rows})
        store = Memory()
        store.take(arrivals_of(laptop.desk), self.organisation_of)
        store.confirm_erases()
        self.disk = _MirrorDisk(store, owed, parked)


def names_of(journal: JournalReader, places: list[Local]) -> tuple[Dot, ...]:
    """The dots of local places, sorted."""
    ids = journal.ids({one.change for one in places})
    return tuple(sorted(dot(ids[one.change], one.op) for one in places))


def real_picture(desk: Desk) -> dict[str, dict[Key, object]]:
    """What `Memory.picture` gives, from the real tables."""
    out: dict[str, dict[Key, object]] = {}
    with desk.read() as reader:
        journal = JournalReader(reader)
        keys = [(row[0], bytes(row[1])) for row in reader.rows("SELECT type, id FROM record")]
        erased = {(row[0], bytes(row[1])) for row in reader.rows("SELECT type, record FROM erased")}
        for key, state in journal.load(keys).items():
            live = {one: names_of(journal, state.live(one)) for one in {*state.values, *state.versions}}
            seen = (dict(state.values), live, state.hidden, state.conflicts, state.hlc, state.owner, key in erased)
            out.setdefault(audience_of_key(key), {})[key] = seen
    return out
