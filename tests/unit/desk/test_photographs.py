"""Photographs travel small, upright and without the place they were taken; what is hostile or unknown is refused in words."""

from __future__ import annotations

import io
import random
import struct
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

from baseldesk.desk import photographs, picture_marks
from baseldesk.desk.desk import Desk
from baseldesk.desk.photographs import attach_file, is_photograph, prepare_photograph
from baseldesk.errors import FileRefused
from baseldesk.i18n import translator
from baseldesk.messages import sentence
from baseldesk.sync.station import found_centre

PLACE = {1: "N", 2: (14.0, 41.0, 34.0), 3: "W", 4: (17.0, 26.0, 48.0)}


def picture(width: int = 2400, height: int = 1600) -> Image.Image:
    """Something like a photograph: noise upon a gradient, red in its left upper corner."""
    return _picture(width, height).copy()


@cache
def _picture(width: int, height: int) -> Image.Image:
    noise = Image.effect_noise((width // 4, height // 4), 60).resize((width, height))
    image = Image.merge("RGB", (noise, Image.linear_gradient("L").resize((width, height)), noise))
    ImageDraw.Draw(image).rectangle((0, 0, width // 8, height // 8), fill="red")
    return image


def marks(*, place: bool = True, orientation: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "Camera", orientation
    exif.get_ifd(0x8769)[0x9003] = "2026:03:15 10:20:30"
    if place:
        exif.get_ifd(0x8825).update(PLACE)
    return exif


def save(path: Path, image: Image.Image, **options: Any) -> Path:
    image.save(path, **options)
    return path


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    return save(tmp_path / "IMG_1.JPG", picture(), format="JPEG", quality=95, exif=marks())


def read(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


def test_a_photograph_gets_small_and_loses_its_place(photo: Path) -> None:
    prepared = prepare_photograph(photo)
    image = read(prepared.content)
    assert (prepared.width, prepared.height) == image.size == (1600, 1067)
    assert prepared.had_location
    assert prepared.original_bytes == photo.stat().st_size
    assert len(prepared.content) < prepared.original_bytes / 3
    assert image.getexif().get_ifd(0x8825) == {}
    assert image.getexif().get(0x010F) is None
    assert image.getexif().get_ifd(0x8769)[0x9003] == "2026:03:15 10:20:30"
    assert b"GPS" not in prepared.content


def test_the_place_stays_where_a_person_keeps_it(photo: Path) -> None:
    image = read(prepare_photograph(photo, keep_location=True).content)
    assert image.size == (1600, 1067)
    assert image.getexif().get_ifd(0x8825)[2] == PLACE[2]


def test_the_original_stays_pixel_by_pixel_and_still_loses_its_place(photo: Path) -> None:
    prepared = prepare_photograph(photo, keep_original=True)
    kept = read(prepared.content)
    assert kept.tobytes() == read(photo.read_bytes()).tobytes()
    assert not picture_marks.has_location(kept)
    assert dict(kept.getexif()) == {}
    assert prepare_photograph(photo, keep_original=True, keep_location=True).content == photo.read_bytes()


def test_it_is_turned_upright(tmp_path: Path) -> None:
    path = save(tmp_path / "a.jpg", picture(800, 600), format="JPEG", exif=marks(place=False, orientation=6))
    prepared = prepare_photograph(path)
    image = read(prepared.content).convert("RGB")
    assert image.size == (prepared.width, prepared.height) == (600, 800)
    red, green, _ = image.getpixel((590, 5))  # type: ignore[misc]
    assert red > 200
    assert green < 60
    assert image.getexif().get(0x0112) is None


def test_an_original_that_loses_its_marks_is_still_turned(tmp_path: Path) -> None:
    path = save(tmp_path / "a.jpg", picture(800, 600), format="JPEG", exif=marks(orientation=6))
    kept = read(prepare_photograph(path, keep_original=True).content)
    assert (kept.size, kept.getexif().get(0x0112)) == ((800, 600), 6)
    assert not picture_marks.has_location(kept)


def test_a_place_in_xmp_and_a_film_after_the_end_are_found_and_cut(tmp_path: Path) -> None:
    xmp = b'<x:xmpmeta><rdf:Description exif:GPSLatitude="14,41.5N"/></x:xmpmeta>'
    path = save(tmp_path / "a.jpg", picture(400, 300), format="JPEG", xmp=xmp, progressive=True)
    path.write_bytes(path.read_bytes() + b"....ftypmp42 a film with its place")
    prepared = prepare_photograph(path, keep_original=True)
    assert prepared.had_location
    assert b"GPSLatitude" not in prepared.content
    assert b"a film" not in prepared.content
    assert prepared.content.endswith(b"\xff\xd9")
    assert read(prepared.content).tobytes() == read(path.read_bytes()).tobytes()


def test_a_small_upright_picture_is_left_byte_for_byte(tmp_path: Path) -> None:
    path = save(tmp_path / "a.jpg", picture(640, 480), format="JPEG", exif=marks(place=False))
    prepared = prepare_photograph(path)
    assert (prepared.content, prepared.changed) == (path.read_bytes(), False)


def test_a_small_picture_with_a_place_is_not(tmp_path: Path) -> None:
    path = save(tmp_path / "a.jpg", picture(640, 480), format="JPEG", exif=marks())
    assert not picture_marks.has_location(read(prepare_photograph(path).content))


def test_a_drawing_stays_sharp_and_a_see_through_one_see_through(tmp_path: Path) -> None:
    drawing = Image.new("P", (2400, 1200))
    ImageDraw.Draw(drawing).line((0, 0, 2400, 1200), fill=7, width=3)
    prepared = prepare_photograph(save(tmp_path / "a.png", drawing))
    assert (prepared.media_type, prepared.width) in (("image/png", 1600), ("image/png", 2400))
    clear = picture(1700, 300)
    clear.putalpha(100)
    assert read(prepare_photograph(save(tmp_path / "c.png", clear)).content).mode == "RGBA"


def test_a_photograph_saved_as_png_or_webp_becomes_a_jpeg(tmp_path: Path) -> None:
    for name, image in (("a.png", picture(1700, 400)), ("a.webp", picture(2400, 1200))):
        prepared = prepare_photograph(save(tmp_path / name, image))
        assert (prepared.media_type, prepared.suffix, prepared.width) == ("image/jpeg", ".jpg", 1600)


def test_a_place_in_a_png_is_cut_out(tmp_path: Path) -> None:
    path = save(tmp_path / "a.png", picture(300, 200), exif=marks())
    kept = prepare_photograph(path, keep_original=True)
    assert kept.had_location
    assert not picture_marks.has_location(read(kept.content))
    assert read(kept.content).tobytes() == read(path.read_bytes()).tobytes()


def test_what_cannot_lose_its_place_is_attached_only_when_the_place_is_kept(tmp_path: Path) -> None:
    heic = tmp_path / "IMG.HEIC"
    heic.write_bytes(b"\0\0\0\x18ftypheic" + bytes(1000))
    assert is_photograph(heic)
    for how in ({}, {"keep_original": True}, {"keep_location": True}):
        assert refusal(heic, **how) == "photograph.kind_unknown"
    assert prepare_photograph(heic, keep_original=True, keep_location=True).content == heic.read_bytes()
    webp = save(tmp_path / "a.webp", picture(300, 200), exif=marks())
    assert refusal(webp, keep_original=True) == "photograph.location_stays"
    assert not picture_marks.has_location(read(prepare_photograph(webp).content))


def refusal(path: Path, **how: bool) -> str:
    with pytest.raises(FileRefused) as refused:
        prepare_photograph(path, **how)
    assert path.name in sentence(refused.value, translator("en")).text
    return refused.value.code


def png_of(width: int, height: int, data: bytes) -> bytes:
    def part(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">L", len(body)) + kind + body + struct.pack(">L", zlib.crc32(kind + body))

    head = part(b"IHDR", struct.pack(">LLBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + part(b"IDAT", zlib.compress(data)) + part(b"IEND", b"")


def test_hostile_pictures_are_refused_before_they_are_decoded(tmp_path: Path, photo: Path) -> None:
    bomb = tmp_path / "bomb.png"
    bomb.write_bytes(png_of(60_000, 60_000, b""))
    assert refusal(bomb) == "photograph.too_many_pixels"
    bomb.write_bytes(png_of(10_000, 6_000, b""))
    assert refusal(bomb) == "photograph.too_many_pixels"
    bomb.write_bytes(png_of(2_000, 2_000, b"short"))
    assert refusal(bomb) == "photograph.damaged"
    cut = tmp_path / "cut.jpg"
    cut.write_bytes(photo.read_bytes()[:20_000])
    assert refusal(cut) == "photograph.damaged"
    for size in range(3, 400, 7):
        cut.write_bytes(photo.read_bytes()[:size])
        assert refusal(cut) == "photograph.damaged"
        assert refusal(cut, keep_original=True) == "photograph.damaged"


def test_one_that_is_too_large_is_not_even_read(tmp_path: Path, photo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photographs, "MOST_BYTES", 1000)
    assert refusal(photo) == "photograph.too_large"
    assert refusal(tmp_path / "gone.jpg") == "document.unreadable"


def test_a_picture_whose_parts_are_out_of_order_is_no_bug(photo: Path) -> None:
    content = photo.read_bytes()
    for wrong in (content[:2] + b"\0" + content[2:], content[:-2], b"\xff\xd8\xff\xda\0\2" + b"\1" * 50):
        try:
            picture_marks.strip_marks(wrong)
        except ValueError:
            continue
    with pytest.raises(ValueError, match="no end"):
        picture_marks.strip_marks(content[:-2])


def test_altered_pictures_are_prepared_or_refused_and_nothing_else(tmp_path: Path) -> None:
    paths = [save(tmp_path / f"a.{kind}", picture(200, 150), exif=marks()) for kind in ("jpg", "png", "webp")]
    chance = random.Random(7)
    refused = 0
    for _ in range(150):
        content = bytearray(chance.choice(paths).read_bytes())
        for _ in range(chance.choice((1, 5, 40))):
            content[chance.randrange(min(len(content), chance.choice((60, 600, 1 << 20))))] = chance.randrange(256)
        (tmp_path / "altered").write_bytes(content)
        for keep_original in (False, True):
            try:
                prepare_photograph(tmp_path / "altered", keep_original=keep_original)
            except FileRefused as error:
                refused += error.code.startswith("photograph.")
    assert refused > 20


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with found_centre(tmp_path / "desk", "BCRC-SEN") as desk:
        yield desk


def test_an_attached_photograph_is_the_prepared_one_under_its_own_name(desk: Desk, photo: Path, tmp_path: Path) -> None:
    saved, prepared = attach_file(desk, photo, {"title": {"fr": "Formation"}})
    ((_, identity),) = saved.records
    shown = desk.record("document", identity)
    assert shown is not None
    assert prepared is not None
    place = desk.documents.path(shown.values["hash"])
    assert place is not None
    assert place.read_bytes() == prepared.content
    assert (shown.values["file_name"], shown.values["media_type"]) == ("IMG_1.jpg", "image/jpeg")
    assert not list((tmp_path / "desk").glob("*.photograph"))


def test_other_files_are_attached_as_they_are(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "notes.pdf").write_bytes(b"%PDF-1.7 no picture")
    saved, prepared = attach_file(desk, tmp_path / "notes.pdf", {})
    shown = desk.record("document", saved.records[0][1])
    assert prepared is None
    assert shown is not None
    assert shown.values["file_name"] == "notes.pdf"
