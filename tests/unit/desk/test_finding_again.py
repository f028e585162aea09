"""What search finds follows every write, also those that leave the words alone."""

from __future__ import annotations

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Edit


def found(desk: Desk, word: str) -> list[bytes]:
    """The records in which a word is found."""
    return [hit.id for hit in desk.search(word)]


def test_words_stay_change_and_go_with_their_record(desk: Desk) -> None:
    activity = desk.new_id()

    def save(values: dict[str, object], life: bool | None = None) -> None:
        desk.save([Edit("activity", activity, values, life=life)], checked=False)

    save({"title": {"fr": "Atelier plomb"}})
    save({"planned_budget": "5"})  # nothing that is searched
    assert found(desk, "plomb") == [activity]
    save({"title": {"fr": "Atelier huiles"}})
    assert (found(desk, "plomb"), found(desk, "huiles")) == ([], [activity])
    save({"title": {"fr": "Atelier plomb"}})
    assert found(desk, "plomb") == [activity]
    save({}, life=False)
    assert found(desk, "plomb") == []
    save({}, life=True)
    assert found(desk, "plomb") == [activity]
    desk.undo()
    assert found(desk, "plomb") == []
