"""How a person wants a kind of report arranged: kept for the desk, used each time it is printed."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from baseldesk.reports.layout import Layout
    from ui.settings import Settings

LOGO, _OF_KIND = "reports/logo", "reports/layout/{kind}"
_WIDEST = 900  # pixels: what 16 mm of height show of a logo on paper
_MOST_BYTES = 400_000


def read_layout(settings: Settings, kind: str) -> Layout:
    """As it was kept; as the report has it where nothing was."""
    from baseldesk.reports.blocks import Signature
    from baseldesk.reports.layout import Layout

    kept = settings.get(_OF_KIND.format(kind=kind), {})
    kept = kept if isinstance(kept, dict) else {}
    people = [[str(word) for word in one][:3] for one in _list(kept.get("signatures")) if isinstance(one, list) and len(one) >= 3]
    return Layout(
        sections=tuple(str(one) for one in _list(kept.get("sections"))),
        hidden=frozenset(str(one) for one in _list(kept.get("hidden"))),
        logo=read_logo(settings),
        signatures=tuple(Signature(*one) for one in people),
    )


def keep_layout(settings: Settings, kind: str, layout: Layout) -> None:
    """Keeps it; the logo is the same for all kinds."""
    people = [[one.role, one.name, one.function] for one in layout.signatures]
    kept = {"sections": list(layout.sections), "hidden": sorted(layout.hidden), "signatures": people}
    settings.put(_OF_KIND.format(kind=kind), kept if any(kept.values()) else {})
    keep_logo(settings, layout.logo)


def keep_logo(settings: Settings, logo: bytes) -> None:
    """Keeps a picture that `make_logo` made, for all reports; b"" for none."""
    settings.put(LOGO, base64.b64encode(logo).decode("ascii"))


def make_logo(content: bytes) -> bytes:
    """The picture as a PNG that is small enough to be kept; b"" where it is none.

    A logo may have transparent parts, and they stay.
    """
    from io import BytesIO

    from PIL import Image

    try:
        image = Image.open(BytesIO(content), formats=("PNG", "JPEG", "BMP", "GIF"))
        image.thumbnail((_WIDEST, _WIDEST))
        out = BytesIO()
        image.convert("RGBA").save(out, "PNG", optimize=True)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return b""
    return out.getvalue() if out.tell() <= _MOST_BYTES else b""


def read_logo(settings: Settings) -> bytes:
    """The logo for all reports; b"" where there is none."""
    try:
        return base64.b64decode(str(settings.get(LOGO, "")), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
