"""Makes the README's pictures of the window anew, from the example that `baseldesk demo` makes.

    python installer/make_pictures.py FOLDER_OF_AN_EXAMPLE      (as `baseldesk demo --folder …` leaves it)

Only bundled fonts and our own palettes are used, so that the pictures are the same wherever they are made.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QEventLoop, QTimer  # noqa: E402  (after the path and the platform are set)

from baseldesk.desk.shown import ListQuery  # noqa: E402
from ui import app as start  # noqa: E402
from ui.settings import Settings  # noqa: E402

SIZE = (1280, 800)
SETTLED = 1200  # milliseconds until background work has come in


def wait() -> None:
    """Lets the window settle."""
    loop = QEventLoop()
    QTimer.singleShot(SETTLED, loop.quit)
    loop.exec()


def main(example: Path) -> None:
    """Takes Home, the list, the exchange and a report in English, and a record in Arabic."""
    app = start.make_app()
    settings = Settings(None)
    settings.put("theme", "light")
    with start.open_desk(example / "centre") as desk:
        application = start.Application(app, desk, settings, "en")
        application.show()
        application.window.resize(*SIZE)
        application.window.places.show_screen("home")
        wait()
        wait()
        application.window.grab().save(str(ROOT / ".pictures" / "home-en.png"))
        application.window.places.show_screen("activities")
        wait()
        application.window.grab().save(str(ROOT / ".pictures" / "activities-en.png"))
        application.window.places.show_screen("exchange")
        wait()
        application.window.grab().save(str(ROOT / ".pictures" / "exchange-en.png"))
        application.window.places.show_screen("reports", kind="waste", period="2025")
        wait()
        wait()
        application.window.grab().save(str(ROOT / ".pictures" / "reports-en.png"))
        record = next(row for row in desk.rows(ListQuery("activity"), 1000) if len(row.values.get("title", {})) == 4)
        application.language.use("ar")
        application.window.places.show_record("activity", record.id)
        wait()
        application.window.grab().save(str(ROOT / ".pictures" / "activity-ar.png"))
        application.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
