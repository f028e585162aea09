"""A receipt on paper comes back as it was, from scans and from a poor photograph; anything less changes nothing and is told."""

from __future__ import annotations

import io
import os
import random
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageFilter

from baseldesk.errors import BundleRefused, FileRefused
from baseldesk.i18n import translator
from baseldesk.reports.receipt_page import print_receipt
from baseldesk.sync import code_reading, receipt_code
from baseldesk.sync.alone import export_receipt
from baseldesk.sync.bundle import import_receipt
from baseldesk.sync.code_reading import is_picture, read_symbols
from baseldesk.sync.paper import import_paper_receipts, make_paper_receipt, tell_paper_receipt
from baseldesk.sync.receipt import Head, MissingParts, Receipt, Refusal, Verdict, open_receipt
from baseldesk.sync.receipt_code import HEAD_BYTES, MOST_BYTES, MOST_SYMBOLS, PaperReceipt, frame, is_complete, join, shorten
from baseldesk.sync.status import sync_status
from tests.unit.sync.conftest import DEPLOYMENT, Pair, key, write_activity

EN = translator("en")


def print_page(made: PaperReceipt, path: Path, language: str = "en") -> Path:
    t = translator(language)
    print_receipt(tell_paper_receipt(made, t), t, path)
    return path


def scan(pdf: Path, dpi: int) -> list[Image.Image]:
    with pypdfium2.PdfDocument(pdf) as document:
        out = []
        for number in range(len(document)):
            page = document[number]
            out.append(page.render(scale=dpi / 72, grayscale=True).to_pil())
            page.close()
    return out


def photograph(image: Image.Image) -> Image.Image:
    """As a telephone takes it: turned, askew, blurred, unevenly lit, compressed."""
    turned = image.rotate(3.5, expand=True, fillcolor=200, resample=Image.Resampling.BICUBIC)
    askew = (1.03, 0.02, -10, 0.01, 1.02, -8, 2e-5, 1.5e-5)
    seen = turned.transform(turned.size, Image.Transform.PERSPECTIVE, askew, resample=Image.Resampling.BICUBIC, fillcolor=200)
    light = Image.linear_gradient("L").resize(seen.size).point(lambda value: 120 + value // 2)
    dim = Image.composite(seen, Image.new("L", seen.size), light).filter(ImageFilter.GaussianBlur(0.8))
    out = io.BytesIO()
    dim.save(out, "JPEG", quality=55)
    return Image.open(out)


def save(images: list[Image.Image], folder: Path, kind: str = "png") -> list[Path]:
    out = [folder / f"page-{number}.{kind}" for number in range(len(images))]
    for image, path in zip(images, out, strict=True):
        image.save(path)
    return out


@pytest.fixture
def made(pair: Pair) -> PaperReceipt:
    """The secretariat's receipt for the centre, after one bundle."""
    write_activity(pair.centre, "Atelier")
    pair.hand_over()
    return make_paper_receipt(pair.secretariat, "BCRC-SEN", "receipt.pdf")


def test_a_scan_moves_the_records_to_received(pair: Pair, made: PaperReceipt, tmp_path: Path) -> None:
    assert sync_status(pair.centre).received == 0
    page = print_page(made, tmp_path / "receipt.pdf")
    assert not made.is_short
    assert import_paper_receipts(pair.centre, save(scan(page, 150), tmp_path)) == 1
    status = sync_status(pair.centre)
    assert (status.only_here, status.sent) == (0, 0)
    assert status.received == status.merged > 0
    assert import_paper_receipts(pair.centre, [page]) == 0


def test_paper_and_file_are_the_same_receipt(pair: Pair, made: PaperReceipt, tmp_path: Path) -> None:
    written = export_receipt(pair.secretariat, "BCRC-SEN", tmp_path / "R.BDESK")
    assert written.hash == made.hash
    assert import_receipt(pair.centre, written.path)
    assert import_paper_receipts(pair.centre, [print_page(made, tmp_path / "receipt.pdf")]) == 0


@pytest.mark.parametrize(("dpi", "language"), [(100, "en"), (150, "ar"), (200, "zh"), (300, "en")])
def test_every_resolution_is_read_from_a_scan_and_from_a_photograph(tmp_path: Path, dpi: int, language: str) -> None:
    whole = random.Random(dpi).randbytes(1_700)
    page = print_page(PaperReceipt("SECRETARIAT", "BCRC-SEN", whole, bytes(32), False, 12, 0), tmp_path / "p.pdf", language)
    (image,) = scan(page, dpi)
    for picture in (image, photograph(image)):
        assert join(read_symbols(save([picture.copy()], tmp_path), is_complete)).whole == [whole]


def test_the_largest_receipt_of_several_pages_comes_back(tmp_path: Path) -> None:
    whole = os.urandom(MOST_BYTES)
    page = print_page(PaperReceipt("SECRETARIAT", "BCRC-SEN", whole, bytes(32), True, 12, 0), tmp_path / "p.pdf")
    assert len(scan(page, 20)) == 3
    assert join(read_symbols([page])).whole == [whole]
    assert join(read_symbols(reversed(save([photograph(one) for one in scan(page, 150)], tmp_path, "jpg")))).whole == [whole]


def test_a_symbol_that_is_not_there_is_named_and_a_second_picture_brings_it(
    pair: Pair, made: PaperReceipt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receipt_code, "PIECE_BYTES", 150)
    assert len(made.symbols) > 2
    (image,) = scan(print_page(made, tmp_path / "p.pdf"), 150)
    covered = image.copy()
    ImageDraw.Draw(covered).rectangle((0, 0, image.width // 2, image.height), fill=255)
    first, whole = save([covered, image], tmp_path)
    with pytest.raises(BundleRefused, match=r"receipt\.code_incomplete") as refused:
        import_paper_receipts(pair.centre, [first])
    assert refused.value.params["missing"].startswith("1")
    assert sync_status(pair.centre).received == 0
    assert import_paper_receipts(pair.centre, [first, whole]) == 1


@pytest.fixture
def short_of_documents(pair: Pair, tmp_path: Path) -> Pair:
    """The secretariat lacks eight documents, so its receipt is long."""
    activity = write_activity(pair.centre, "Atelier")
    for number in range(8):
        (tmp_path / f"{number}").write_bytes(os.urandom(100))
        pair.centre.attach(tmp_path / f"{number}", {"activity": activity})
    pair.hand_over(documents="none")
    return pair


def make_short(pair: Pair, full: int, monkeypatch: pytest.MonkeyPatch, to: str = "BCRC-SEN") -> PaperReceipt:
    """The receipt where paper is one byte too small for all of it."""
    with monkeypatch.context() as small:
        small.setattr(receipt_code, "MOST_BYTES", full - 1)
        made = make_paper_receipt(pair.secretariat, to, "r.pdf")
    assert made.is_short
    return made


def test_what_does_not_fit_whole_goes_in_short_form(
    short_of_documents: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair = short_of_documents
    whole = make_paper_receipt(pair.secretariat, "BCRC-SEN", "r.pdf")
    short = make_short(pair, len(whole.sealed), monkeypatch)
    assert short.hash == whole.hash
    assert len(short.sealed) < len(whole.sealed) - 200
    assert import_paper_receipts(pair.centre, [print_page(short, tmp_path / "short.pdf")]) == 1
    status = sync_status(pair.centre)
    assert (status.only_here, status.sent, status.peers[0].missing_documents) == (0, 0, 0)


def test_the_short_form_keeps_what_changes_the_meaning_of_its_heads() -> None:
    ids = [bytes([one]) * 32 for one in range(6)]
    heads = {"shared/SEN": [Head(bytes(16), 7, ids[0])]}
    verdicts, refused, parts = [Verdict(ids[1], 0, "parked")], [Refusal(ids[2], "x")], [MissingParts(bytes(16), 3, [2])]
    full = Receipt(bytes(16), "SECRETARIAT", "BCRC-SEN", bytes(16), [bytes(16)], heads, [ids[3]], [ids[4]], parts, [ids[5]],
                   verdicts, refused, changes=9)  # fmt: skip
    read, opened = open_receipt(shorten(full, bytes(range(32)), key(2), DEPLOYMENT), lambda *_: key(2).public)
    assert opened.header.bundle == bytes(range(16))
    assert (read.heads, read.wanted, read.verdicts, read.lineage, read.changes) == (heads, [ids[4]], verdicts, [bytes(16)], 9)
    assert (read.above, read.missing_parts, read.missing_documents, read.refused) == ([], [], [], [])


def test_the_short_form_after_the_full_one_takes_nothing_away(
    short_of_documents: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair = short_of_documents
    full = export_receipt(pair.secretariat, "BCRC-SEN", tmp_path / "R.BDESK")
    short = print_page(make_short(pair, full.size, monkeypatch), tmp_path / "short.pdf")
    assert import_receipt(pair.centre, full.path)
    assert import_paper_receipts(pair.centre, [short]) == 0
    assert sync_status(pair.centre).peers[0].missing_documents == 8


def test_what_does_not_fit_at_all_is_refused_in_words(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receipt_code, "MOST_BYTES", 100)
    with pytest.raises(BundleRefused, match=r"receipt\.too_large_for_paper"):
        make_paper_receipt(pair.secretariat, "BCRC-SEN", "r.pdf")


def test_the_own_short_form_come_back_is_no_stranger(
    short_of_documents: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = short_of_documents.secretariat
    replica = desk.replica
    full = make_paper_receipt(desk, "centre", "r.pdf")
    short = make_short(short_of_documents, len(full.sealed), monkeypatch, "centre")
    assert import_paper_receipts(desk, [print_page(short, tmp_path / "r.pdf")]) == 0
    assert desk.replica == replica


def test_pieces_come_in_any_order_twice_and_among_others() -> None:
    whole, other = os.urandom(2_000), os.urandom(900)
    pieces = [*frame(whole), *frame(other), *frame(whole)[:2], b"BDQ1", b"https://example.org", b"BDQ1\x05\x03" + bytes(20)]
    random.Random(3).shuffle(pieces)
    assert sorted(join(pieces).whole) == sorted([whole, other])
    short = join(frame(whole)[1:])
    assert (short.whole, short.missing) == ([], [([1], len(frame(whole)))])


def test_a_piece_that_was_altered_makes_no_whole() -> None:
    pieces = frame(os.urandom(2_000))
    pieces[1] = pieces[1][:HEAD_BYTES] + b"\0" + pieces[1][HEAD_BYTES + 1 :]
    assert join(pieces).whole == []
    assert len(join(pieces).missing) == 1
    with pytest.raises(ValueError, match="too many"):
        frame(bytes(200_000))
    assert join([b"BDQ1" + bytes((0, MOST_SYMBOLS + 1)) + bytes(30)]).missing == []


def test_a_receipt_that_somebody_altered_is_refused(pair: Pair, made: PaperReceipt, tmp_path: Path) -> None:
    forged = made.sealed[:-80] + bytes([made.sealed[-80] ^ 1]) + made.sealed[-79:]
    page = print_page(PaperReceipt("SECRETARIAT", "BCRC-SEN", forged, made.hash, False, 12, 0), tmp_path / "p.pdf")
    with pytest.raises(BundleRefused, match=r"bundle\.signature_wrong"):
        import_paper_receipts(pair.centre, [page])
    assert sync_status(pair.centre).received == 0


def test_a_picture_without_symbols_is_told(pair: Pair, tmp_path: Path) -> None:
    with pytest.raises(BundleRefused, match=r"receipt\.no_code"):
        import_paper_receipts(pair.centre, save([Image.new("L", (500, 400), 230)], tmp_path))


@pytest.mark.parametrize(
    "content",
    [b"", b"text", b"%PDF-1.7 broken", b"\xff\xd8\xff" + bytes(100), b"\x89PNG\r\n\x1a\n" + bytes(50), b"II*\0" + b"\xff" * 60],
)
def test_what_is_no_picture_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.png").write_bytes(content)
    with pytest.raises(FileRefused, match=r"code\.unreadable"):
        read_symbols([tmp_path / "x.png"])
    with pytest.raises(FileRefused, match=r"code\.unreadable"):
        read_symbols([tmp_path / "gone.png"])


def test_hostile_pictures_are_refused_before_they_are_decoded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (bomb,) = save([Image.new("1", (9_000, 9_000))], tmp_path)
    assert bomb.stat().st_size < 20_000
    with pytest.raises(FileRefused, match=r"code\.too_large"):
        read_symbols([bomb])
    monkeypatch.setattr(code_reading, "MOST_BYTES", 100)
    with pytest.raises(FileRefused, match=r"code\.too_large"):
        read_symbols([bomb])


def test_scans_are_told_by_their_beginning(tmp_path: Path) -> None:
    (png,) = save([Image.new("L", (5, 5))], tmp_path)
    (tmp_path / "A.BDESK").write_bytes(b"BASELDSK" + bytes(100))
    assert is_picture(png)
    assert not is_picture(tmp_path / "A.BDESK")
    assert not is_picture(tmp_path / "gone")


def test_altered_scans_are_read_or_refused_and_nothing_else(tmp_path: Path, made: PaperReceipt) -> None:
    page = print_page(made, tmp_path / "p.pdf")
    (png,), (jpg,) = (save(scan(page, 40), tmp_path, kind) for kind in ("png", "jpg"))
    chance = random.Random(7)
    refused = 0
    for _ in range(120):
        content = bytearray(chance.choice([page, png, jpg]).read_bytes())
        for _ in range(chance.choice((1, 5, 40))):
            content[chance.randrange(min(len(content), chance.choice((60, 600, 1 << 20))))] = chance.randrange(256)
        (tmp_path / "altered").write_bytes(content)
        try:
            read_symbols([tmp_path / "altered"])
        except FileRefused as error:
            refused += error.code.startswith("code.")
    assert refused > 10
