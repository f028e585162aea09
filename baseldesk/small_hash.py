"""SHA-256 of small things by Python's own code: `hashlib` brings OpenSSL with it, 4 MiB that the first window does without."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hashlib import sha256
else:
    try:
        from _sha256 import sha256  # as Python's `random` takes its own
    except ImportError:  # from Python 3.12 on
        from hashlib import sha256

__all__ = ["sha256"]
