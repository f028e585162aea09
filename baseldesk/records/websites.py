"""Websites as they compare: one organisation's, however it is typed; a page on somebody else's site only with its path."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

# Sites on which very many have a page: there the path tells them apart.
_SHARED = frozenset((
    "facebook.com", "linkedin.com", "twitter.com", "x.com", "instagram.com", "youtube.com", "youtu.be", "t.me", "wa.me",
    "tiktok.com", "sites.google.com", "drive.google.com", "docs.google.com", "google.com", "wordpress.com", "blogspot.com",
    "wixsite.com", "weebly.com", "github.io", "github.com", "medium.com", "wikipedia.org", "linktr.ee", "bit.ly",
))  # fmt: skip
_HOME = re.compile(r"/(?:(?:index|home|default|accueil)(?:\.\w+)?|[a-z]{2}(?:[-_][a-z]{2})?)?/?", re.IGNORECASE)


@lru_cache(maxsize=100_000)
def read_website(text: str) -> str:
    """The host, with the path where it is more than a home page; "" for none, or for a shared site's own home page."""
    written = text.strip()
    try:
        parts = urlsplit(written if "//" in written else f"//{written}")
        host = (parts.hostname or "").removeprefix("www.").rstrip(".")
    except ValueError:
        return ""
    if "." not in host or " " in host:
        return ""
    path = "" if _HOME.fullmatch(parts.path or "/") else parts.path.rstrip("/").casefold()
    shared = next((one for one in _SHARED if host in (one, f"m.{one}", f"web.{one}")), "")
    return (shared + path if path else "") if shared else host + path
