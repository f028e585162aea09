"""Document links, and contacts on request."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

Read = Callable[..., Any]

DOCUMENT = (
    '<document-link url="http://example.org/a b.pdf" format="APPLICATION/PDF"><title><narrative>Report</narrative>'
    '<narrative xml:lang="FR">Rapport</narrative></title><description><narrative>All of it</narrative></description>'
    '<category code="A08"/><language code="EN"/><document-date iso-date="2020-02-05"/></document-link>'
)
CONTACT = (
    '<contact-info type="1"><organisation><narrative>reporter</narrative></organisation>'
    "<person-name><narrative>A. Example</narrative></person-name>"
    "<job-title><narrative>Officer</narrative></job-title><telephone>+221 1</telephone>"
    "<email>a@example.org</email>"
    "<email>b@example.org</email></contact-info>"
)


def test_a_link_is_a_document(read_one: Read) -> None:
    document = read_one(DOCUMENT).one("document")
    assert document["title"] == {"en": "Report", "fr": "Rapport"}
    assert document["caption"] == {"en": "All of it"}
    assert (document["link"], document["media_type"]) == ("http://example.org/a b.pdf", "application/pdf")
    assert (document["language"], document["kind"], document["dated_on"]) == ("en", "report", date(2020, 2, 5))
    assert document["other_data"] == '{"category":{"code":"A08"}}'


def test_the_kind_only_where_the_categories_agree(read_one: Read) -> None:
    agree = DOCUMENT.replace('<category code="A08"/>', '<category code="A08"/><category code="B01"/><category code="A02"/>')
    assert read_one(agree).one("document")["kind"] == "report"
    differ = DOCUMENT.replace('<category code="A08"/>', '<category code="A08"/><category code="A05"/>')
    assert "kind" not in read_one(differ).one("document")


def test_two_languages_are_no_language(read_one: Read) -> None:
    got = read_one(DOCUMENT.replace('<language code="EN"/>', '<language code="EN"/><language code="FR"/>'))
    assert "language" not in got.one("document")
    assert got.other("document")["language"] == [{"code": "EN"}, {"code": "FR"}]


def test_the_same_link_twice_is_two_documents(read_one: Read) -> None:
    assert [draft.identifier[-1] for draft in read_one(DOCUMENT * 2).all("document")] == ["1", "2"]


def test_contacts_are_left_out_and_counted(read_one: Read) -> None:
    got = read_one(CONTACT)
    assert got.all("contact") == []
    assert "example.org" not in str([draft.values for item in got.items for draft in item.drafts])
    assert got.said == [("iati.contacts_left_out", {"count": 1})]


def test_contacts_on_request(read_one: Read) -> None:
    got = read_one(CONTACT, contacts=True)
    contact = got.one("contact")
    assert (contact["person"], contact["role"]) == ("A. Example", "Officer")
    assert (contact["email"], contact["phone"]) == ("a@example.org", "+221 1")
    assert contact["partner"].identifier == ("ref", "xx-1")
    assert got.other("contact")["email"] == "b@example.org"
    assert got.said == []


def test_a_contact_of_somebody_else_has_no_partner(read_one: Read) -> None:
    got = read_one(CONTACT.replace("reporter", "Somebody else"), contacts=True)
    assert "partner" not in got.one("contact")
    assert got.other("contact")["organisation"] == {"narrative": {"en": "Somebody else"}}
