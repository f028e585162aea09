"""A saved mail gives its data files back whole, whatever program wrote it; a hostile one gives nothing and costs little."""

from __future__ import annotations

import base64
import os
import tracemalloc
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest

from baseldesk.sync import attachments
from baseldesk.sync.attachments import is_mail, take_out
from baseldesk.sync.framing import Header, Kind, pack
from tests.unit.sync.conftest import key

FILES = [pack(Kind.BUNDLE, key(3), Header("BCRC-SEN", "SECRETARIAT"), os.urandom(size)) for size in (50_000, 1, 0)]


def mail(*contents: bytes, name: str = "photo (1).JPG") -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["Subject"] = "any"
    message.set_content("Bonjour\nQkFTRUxE is not the beginning of a file.\n")
    for content in contents:
        message.add_attachment(content, maintype="image", subtype="jpeg", filename=name)
    return message


def found(tmp_path: Path, raw: bytes, name: str = "letter.eml") -> list[bytes]:
    (tmp_path / name).write_bytes(raw)
    folder = tmp_path / "private"
    out = take_out(tmp_path / name, folder)
    assert all(one.name == name and folder in one.parents for one in out)
    return [one.read_bytes() for one in out]


@pytest.mark.parametrize("content", FILES)
def test_an_attachment_comes_out_byte_for_byte(tmp_path: Path, content: bytes) -> None:
    assert found(tmp_path, mail(content).as_bytes()) == [content]


def test_several_come_out_and_other_attachments_do_not(tmp_path: Path) -> None:
    raw = mail(FILES[0], b"a picture" * 1000, FILES[1]).as_bytes()
    assert found(tmp_path, raw) == FILES[:2]


def test_line_ends_and_wrapping_do_not_matter(tmp_path: Path) -> None:
    text = base64.b64encode(FILES[0])
    unwrapped = b"Content-Transfer-Encoding: base64\n\n" + text + b"\n\n--b--\n"
    assert found(tmp_path, unwrapped) == [FILES[0]]
    narrow = b"\n".join(text[at : at + 60] for at in range(0, len(text), 60))
    assert found(tmp_path / "..", b"X: y\r\n\r\n" + narrow + b"\r\n--b--\r\n", f"{tmp_path.name}.eml")[-1:] == [FILES[0]]


def test_a_forwarded_mail_inside_a_mail_is_searched_too(tmp_path: Path) -> None:
    outer = mail()
    outer.add_attachment(mail(FILES[0]))
    assert found(tmp_path, outer.as_bytes()) == [FILES[0]]


def test_a_mail_that_was_cut_gives_what_is_there(tmp_path: Path) -> None:
    raw = mail(FILES[0]).as_bytes()[:30_000]
    (one,) = found(tmp_path, raw)
    assert 20_000 < len(one) < 30_000
    assert FILES[0].startswith(one)


def test_what_only_begins_like_a_file_of_ours_is_left(tmp_path: Path) -> None:
    assert found(tmp_path, b"\nQkFTRUxEU0sAAQE=\n\nQkFTRUxEU0sAAQE\n--x\n") == []
    assert found(tmp_path, b"text QkFTRUxEU0s" + base64.b64encode(FILES[1])[11:]) == []


def test_a_file_ends_where_the_mail_goes_on_even_without_padding_or_an_empty_line(tmp_path: Path) -> None:
    content = next(one for size in range(3) if len(one := pack(Kind.BUNDLE, key(3), Header("A", "B"), bytes(size))) % 3 == 0)
    assert found(tmp_path, b"\n" + base64.b64encode(content) + b"\n--abcdefgh--\n") == [content]


def test_the_middle_of_a_long_line_is_no_beginning(tmp_path: Path) -> None:
    assert found(tmp_path, b"x" * (1 << 16) + base64.b64encode(FILES[1]) + b"\n") == []


def test_memory_does_not_follow_the_mail(tmp_path: Path) -> None:
    content = pack(Kind.BUNDLE, key(3), Header("BCRC-SEN", "SECRETARIAT"), os.urandom(4_000_000))
    place = tmp_path / "one-line.eml"
    place.write_bytes(b"\n\n" + base64.b64encode(content) + b"\n")
    tracemalloc.start()
    (one,) = take_out(place, tmp_path / "private")
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert one.read_bytes() == content
    assert most < 1_000_000


def test_a_mail_of_many_beginnings_makes_no_more_than_so_many_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "_MOST_FILES", 3)
    one = base64.b64encode(FILES[2]) + b"\n\n"
    assert len(found(tmp_path, b"\n" + one * 10)) == 3
    monkeypatch.setattr(attachments, "MOST_MAIL", 100)
    assert found(tmp_path, b"\n" + one * 10, "large.eml") == []


def test_which_files_of_a_folder_are_searched() -> None:
    assert is_mail(Path("Fwd envoi.EML"))
    assert not is_mail(Path("film.mp4"))
