"""The window: the only part of BaselDesk that imports PySide6. `app.run` opens it; `screens` holds the places one can go."""
