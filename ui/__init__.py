"""The window: the only part of BaselDesk that imports PySide6. `app.run` opens it; `screens` holds the places one can go.

PySide6 puts an `__import__` of its own in the place of Python's, for method names in other styles: it reads the source of every
module that is imported afterwards. We use none of these styles, so Python's own is put back: an eighth of the start was that.
"""

import builtins

_plain_import = builtins.__import__
import PySide6.QtCore  # noqa: E402, F401  # before anything else of it

builtins.__import__ = _plain_import

from ui.overrides import guard_overrides  # noqa: E402

guard_overrides()  # before any class of ours
