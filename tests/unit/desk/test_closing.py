"""Closing a desk while other threads still read or write it: a connection closed under a query takes the process with it."""

from threading import Event, Thread

import pytest

from baseldesk.desk import read_connections
from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Edit, ListQuery
from baseldesk.errors import DeskError

A_MOMENT = 0.2  # seconds in which closing would have come to its end, were it not waiting


def test_closing_waits_until_what_is_being_read_has_ended(desk: Desk) -> None:
    begun, go, found = Event(), Event(), []

    def read() -> None:
        with desk.read() as reader:
            begun.set()
            go.wait()
            found.extend(reader.rows("SELECT count(*) FROM record"))

    reading, closing = Thread(target=read), Thread(target=desk.close)
    reading.start()
    begun.wait()
    closing.start()
    closing.join(A_MOMENT)
    is_waiting = closing.is_alive()
    go.set()
    reading.join()
    closing.join()
    assert is_waiting
    assert found == [(0,)]


def test_closing_waits_until_what_is_being_written_is_durable(desk: Desk) -> None:
    begun, go, identity = Event(), Event(), desk.new_id()

    def hold(_writer: object) -> None:
        begun.set()
        go.wait()

    writing = Thread(target=desk.save, args=([Edit("partner", identity, {"acronym": "UN"})],), kwargs={"also": hold})
    closing = Thread(target=desk.close)
    writing.start()
    begun.wait()
    closing.start()
    closing.join(A_MOMENT)
    go.set()
    writing.join()
    closing.join()
    with Desk.open(desk.folder) as again:
        assert again.record("partner", identity).values == {"acronym": "UN"}  # type: ignore[union-attr]


def test_a_read_that_does_not_end_is_interrupted(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_connections, "PATIENCE", A_MOMENT)
    begun, found = Event(), []

    def read() -> None:
        try:
            with desk.read() as reader:
                begun.set()
                reader.rows("WITH RECURSIVE c(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM c) SELECT max(n) FROM c")
        except DeskError as error:
            found.append(error.code)

    reading = Thread(target=read, daemon=True)
    reading.start()
    begun.wait()
    closing = Thread(target=desk.close, daemon=True)
    closing.start()
    closing.join(20)
    reading.join(1)
    assert not closing.is_alive()
    assert found == ["desk.closed"]


def test_nothing_is_read_or_written_after_closing(desk: Desk) -> None:
    desk.close()
    with pytest.raises(DeskError, match="closed"):
        desk.count(ListQuery("activity"))
    with pytest.raises(DeskError, match="closed"):
        desk.save([Edit("partner", desk.new_id(), {"acronym": "UN"})])
