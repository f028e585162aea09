"""Makes resources/icons from Lucide's published icons: fetched from npm, checked, and only those that the window uses.

Run ``python installer/make_icons.py`` (npm is needed; nothing that BaselDesk does at run time needs it). The same version
gives the same bytes, so a second run changes nothing; ``--check`` only compares.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ICONS = Path(__file__).resolve().parent.parent / "resources" / "icons"
PACKAGE, VERSION = "lucide-static", "1.62.0"
SHA256 = "386f9080c440d6f5049cefe3456ae8357f7a0c7f76e59670cd1cb83bc7050a44"
NAMES = (
    "arrow-left", "arrow-left-right", "arrow-right", "building-2", "calendar", "check", "check-check", "chevron-down",
    "chevron-left", "chevron-right", "chevron-up", "circle", "circle-alert", "circle-check", "circle-dot",
    "circle-question-mark", "circle-x", "clipboard-list", "coins", "columns-3", "contrast", "copy", "download",
    "external-link", "eye", "file-text", "folder", "folder-open", "funnel", "globe", "handshake", "hard-drive", "history",
    "hourglass", "house", "inbox", "info",
    "key-round", "languages", "link", "list-checks", "mail", "map-pin", "package", "panel-left-close", "panel-left-open",
    "panel-right-close", "panel-right-open",
    "paperclip", "pencil", "plus", "printer", "redo-2", "refresh-cw", "save", "search", "send", "settings", "sliders-horizontal",
    "trash-2", "triangle-alert", "undo-2", "upload", "usb", "users", "x", "zoom-in", "zoom-out",
)  # fmt: skip
README = f"""# Icons

From Lucide (npm `{PACKAGE}` {VERSION}), under the ISC licence, parts under the MIT licence: see `LICENCE.txt`.
Written by `installer/make_icons.py`, which lists the names; the drawings are unchanged, only set on one line.
The window colours them from its palette and mirrors arrows where the language runs from right to left.
"""


def fetch(folder: Path) -> Path:
    """The package's archive, fetched by npm and byte for byte the one this script was written for."""
    command = ["npm", "pack", "--silent", f"{PACKAGE}@{VERSION}"]
    name = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout.split()[-1]
    found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
    if found != SHA256:
        raise SystemExit(f"{PACKAGE} {VERSION}: SHA-256 is {found}, expected {SHA256}")
    return folder / name


def read_member(files: tarfile.TarFile, name: str) -> str:
    """One text file out of the archive."""
    member = files.extractfile(f"package/{name}")
    if member is None:
        raise SystemExit(f"the archive has no {name}")
    return member.read().decode()


def set_on_one_line(svg: str) -> str:
    """The drawing without its comment and line breaks."""
    bare = re.sub(r"<!--.*?-->|\n", " ", svg, flags=re.DOTALL)
    return re.sub(r"\s*(/?>)\s*", r"\1", re.sub(r"\s+", " ", bare)).strip() + "\n"


def make() -> dict[str, str]:
    """Every file of resources/icons by its name."""
    with tempfile.TemporaryDirectory() as folder, tarfile.open(fetch(Path(folder))) as files:
        drawings = {f"{name}.svg": set_on_one_line(read_member(files, f"icons/{name}.svg")) for name in NAMES}
        return {**drawings, "LICENCE.txt": read_member(files, "LICENSE"), "README.md": README}


def main(arguments: list[str]) -> int:
    """Writes the folder, or with ``--check`` says which files differ from a fresh making."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    options = parser.parse_args(arguments)
    files = make()
    differ = [name for name, text in files.items() if not (ICONS / name).exists() or (ICONS / name).read_text("utf-8") != text]
    if not options.check:
        ICONS.mkdir(parents=True, exist_ok=True)
        for name in differ:
            (ICONS / name).write_text(files[name], encoding="utf-8", newline="\n")
    print("\n".join(f"{name}: {'differs' if options.check else 'written'}" for name in differ) or "nothing differs")
    return int(options.check and bool(differ))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
