"""Makes resources/fonts from the published fonts: fetched from npm, checked, cut down to what the six languages need.

Run ``python installer/make_fonts.py`` (npm and fontTools are needed; nothing that BaselDesk does at run time needs
either). The same versions give the same bytes, so a second run changes nothing; ``--check`` only compares.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent.parent / "resources" / "fonts"


@dataclass(frozen=True)
class Package:
    """One npm package: where its licence and its two weights stand, and what is kept of them."""

    name: str
    version: str
    sha256: str
    licence: str
    weights: dict[str, str]
    characters: frozenset[int] | None
    family: str
    purpose: str


def _span(*ranges: tuple[int, int]) -> frozenset[int]:
    return frozenset(code for first, last in ranges for code in range(first, last + 1))


def _gb2312() -> frozenset[int]:
    """The 7,445 characters of GB 2312-80, the everyday set of simplified Chinese."""
    pairs = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    return frozenset(ord(text) for pair in pairs if (text := pair.decode("gb2312", "ignore")))


_LATIN = _span((0x20, 0x7E), (0xA0, 0x24F), (0x250, 0x2AF), (0x2B0, 0x2FF), (0x300, 0x36F), (0x1E00, 0x1EFF))
_GREEK_CYRILLIC = _span((0x370, 0x3FF), (0x400, 0x52F), (0x1F00, 0x1FFF))
_SIGNS = _span((0x2000, 0x206F), (0x2070, 0x209F), (0x20A0, 0x20C0), (0x2100, 0x218F), (0x2190, 0x21FF), (0x2200, 0x22FF))
_SHAPES = _span((0x2500, 0x257F), (0x25A0, 0x25FF), (0x2713, 0x2717), (0x2460, 0x24FF)) | {0xFFFD, 0x25CC}
_CHINESE_SIGNS = _span((0x3000, 0x303F), (0x3040, 0x30FF), (0xFF00, 0xFFEF), (0x2E80, 0x2E80))

PACKAGES = (
    Package(
        name="@expo-google-fonts/noto-sans", version="0.4.2",
        sha256="98cf14a19b8e67a0e76bfd4d5df98937b9734e6dde570bd750f2259042042548",
        licence="LICENSE_FONT",
        weights={"Regular": "400Regular/NotoSans_400Regular.ttf", "Bold": "700Bold/NotoSans_700Bold.ttf"},
        characters=_LATIN | _GREEK_CYRILLIC | _SIGNS | _SHAPES,
        family="NotoSans", purpose="Latin, Greek, Cyrillic and signs",
    ),
    Package(
        name="@expo-google-fonts/noto-sans-sc", version="0.4.3",
        sha256="0d69d0f4971d2ff574e3d93cbc218dc950bf3f3f8f8e2c008d97687ed53aee59",
        licence="LICENSE_FONT",
        weights={"Regular": "400Regular/NotoSansSC_400Regular.ttf", "Bold": "700Bold/NotoSansSC_700Bold.ttf"},
        characters=_gb2312() | _span((0x20, 0x7E), (0xA0, 0x17F)) | _SIGNS | _SHAPES | _CHINESE_SIGNS,
        family="NotoSansSC", purpose="simplified Chinese: GB 2312 with its Latin and signs",
    ),
    Package(
        name="vazirmatn", version="33.0.3",
        sha256="9506e9e6a27e62b353c04a136c27de0cc3aa9e434658b45a6363f7c98c357090",
        licence="OFL.txt",
        weights={"Regular": "fonts/ttf/Vazirmatn-Regular.ttf", "Bold": "fonts/ttf/Vazirmatn-Bold.ttf"},
        characters=None,
        family="Vazirmatn", purpose="Arabic, with its own Latin",
    ),
)  # fmt: skip

FEATURES = (
    "ccmp",
    "locl",
    "mark",
    "mkmk",
    "kern",
    "liga",
    "clig",
    "calt",
    "rlig",
    "init",
    "medi",
    "fina",
    "isol",
    "rtlm",
    "tnum",
)


def fetch(package: Package, folder: Path) -> Path:
    """The package's archive, fetched by npm and byte for byte the one this script was written for."""
    command = ["npm", "pack", "--silent", f"{package.name}@{package.version}"]
    name = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout.split()[-1]
    archive = folder / name
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != package.sha256:
        raise SystemExit(f"{package.name} {package.version}: SHA-256 is {found}, expected {package.sha256}")
    return archive


def read_member(archive: Path, name: str) -> bytes:
    """One file out of an npm archive."""
    with tarfile.open(archive) as files:
        member = files.extractfile(f"package/{name}")
        if member is None:
            raise SystemExit(f"{archive.name} has no {name}")
        return member.read()


def cut(source: bytes, characters: frozenset[int] | None) -> bytes:
    """The font with only these characters (all where None), figures of one width, and no names but the needed ones."""
    font = subset.load_font(BytesIO(source), _options())
    set_tabular_figures(font)
    cutter = subset.Subsetter(_options())
    cutter.populate(unicodes=characters or font.getBestCmap())
    cutter.subset(font)
    out = BytesIO()
    subset.save_font(font, out, _options())
    return out.getvalue()


def _options() -> Any:
    options = subset.Options()
    options.layout_features = list(FEATURES)
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.notdef_outline = True
    options.glyph_names = False
    options.hinting = False
    options.recalc_timestamp = False
    options.drop_tables += ["STAT", "vhea", "vmtx", "BASE"]
    return options


def set_tabular_figures(font: TTFont) -> None:
    """Points the cmap's digits at the font's `tnum` glyphs where its plain digits differ in width."""
    tabular = _single_substitutions(font, "tnum")
    for table in font["cmap"].tables:
        for digits in ("0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"):
            codes = [ord(digit) for digit in digits if ord(digit) in table.cmap]
            if len({font["hmtx"][table.cmap[code]][0] for code in codes}) > 1:
                table.cmap.update({code: tabular.get(table.cmap[code], table.cmap[code]) for code in codes})


def _single_substitutions(font: TTFont, tag: str) -> dict[str, str]:
    gsub = font["GSUB"].table
    lookups = {
        index for record in gsub.FeatureList.FeatureRecord if record.FeatureTag == tag for index in record.Feature.LookupListIndex
    }
    tables = [table for index in sorted(lookups) for table in gsub.LookupList.Lookup[index].SubTable]
    plain = [getattr(table, "ExtSubTable", table) for table in tables]
    return {old: new for table in plain if hasattr(table, "mapping") for old, new in table.mapping.items()}


def make() -> dict[str, bytes]:
    """Every file of resources/fonts by its name."""
    files: dict[str, bytes] = {}
    with tempfile.TemporaryDirectory() as folder:
        for package in PACKAGES:
            archive = fetch(package, Path(folder))
            files[f"{package.family}-LICENCE.txt"] = read_member(archive, package.licence)
            for weight, member in package.weights.items():
                files[f"{package.family}-{weight}.ttf"] = cut(read_member(archive, member), package.characters)
    files["README.md"] = describe(files).encode()
    return files


def describe(files: dict[str, bytes]) -> str:
    """The README of the fonts: what each is, where it came from, and the digest of what is shipped."""
    rows = [f"| {p.family} | {p.purpose} | `{p.name}` {p.version} | `{p.family}-LICENCE.txt` |" for p in PACKAGES]
    sums = [f"{hashlib.sha256(files[name]).hexdigest()}  {name}" for name in sorted(files) if name.endswith(".ttf")]
    return "\n".join([
        "# Fonts", "",
        "The window and the printed reports use these files, so that both look the same everywhere. All are under the",
        "SIL Open Font Licence 1.1 and were cut down by `installer/make_fonts.py` (outlines unchanged; where a font's plain",
        "digits differ in width, its tabular ones take their place).", "",
        "| family | for | npm package | licence |", "|---|---|---|---|", *rows, "",
        "Family names for the window: «Noto Sans», «Noto Sans SC», «Vazirmatn», each Regular and Bold.", "",
        "```", *sums, "```", "",
    ])  # fmt: skip


def main(arguments: list[str]) -> int:
    """Writes the folder, or with ``--check`` says which files differ from a fresh making."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    options = parser.parse_args(arguments)
    files = make()
    differ = [name for name, content in files.items() if not (FONTS / name).exists() or (FONTS / name).read_bytes() != content]
    if not options.check:
        FONTS.mkdir(parents=True, exist_ok=True)
        for name in differ:
            (FONTS / name).write_bytes(files[name])
    print("\n".join(f"{name}: {'differs' if options.check else 'written'}" for name in differ) or "nothing differs")
    return int(options.check and bool(differ))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
