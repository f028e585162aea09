"""The six languages, and which of them a person's account is set to."""

import os
import re
from typing import Any

LANGUAGES = ("en", "fr", "es", "ar", "zh", "ru")
NATIVE_NAMES = {"en": "English", "fr": "Français", "es": "Español", "ar": "العربية", "zh": "中文", "ru": "Русский"}
RIGHT_TO_LEFT = frozenset({"ar"})


def system_language() -> str:
    """The language of the person's account, where it is one of the six; else English."""
    asked = (os.environ.get(name, "") for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"))
    names = [name for value in asked for name in value.split(":") if name not in ("", "C", "POSIX", "C.UTF-8")]
    return next((find_offered(name) for name in [*names, _windows_language()] if _language_part(name) in LANGUAGES), "en")


def _windows_language() -> str:
    """The locale name of the Windows user interface; empty elsewhere."""
    if os.name != "nt":
        return ""
    import ctypes
    import locale

    kernel: Any = getattr(ctypes, "windll").kernel32  # noqa: B009  (the attribute exists on Windows only)
    return locale.windows_locale.get(kernel.GetUserDefaultUILanguage(), "")


def _language_part(name: str) -> str:
    return re.split("[-_.@]", name.lower(), maxsplit=1)[0]


def find_offered(name: str) -> str:
    """The language of a locale name (``fr_SN``) where it is one of the six; else English."""
    code = _language_part(name)
    return code if code in LANGUAGES else "en"
