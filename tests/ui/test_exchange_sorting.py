"""Files that are dropped are told apart before anything is done: a scan of a data file goes the way of data files."""

import segno
from PIL import Image

from baseldesk.sync.framing import MAGIC, PREFIX_BYTES
from ui.screens.exchange_sorting import sort_files


def test_scans_are_told_apart_by_what_they_hold(tmp_path):
    segno.make(MAGIC + bytes(PREFIX_BYTES), mode="byte", error="l").save(str(tmp_path / "record.png"), scale=4, border=4)
    segno.make(b"BDQ1 and so on", mode="byte").save(str(tmp_path / "receipt.png"), scale=4, border=4)
    Image.new("L", (60, 60), 255).save(tmp_path / "white.png")
    (tmp_path / "cut.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    named = [tmp_path / f"{name}.png" for name in ("record", "receipt", "white", "cut")]
    found = sort_files(named)
    assert found.ours == named[:1]
    assert found.pictures == named[1:]
