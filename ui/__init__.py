"""The window: the only part of BaselDesk that imports PySide6. `app.run` opens it; `screens` holds the places one can go."""

from ui.binding import bring_in

bring_in()

from ui.overrides import guard_overrides  # noqa: E402

guard_overrides()  # before any class of ours
