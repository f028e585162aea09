"""What can be chosen for the papers that a centre hands out. Light: the list of all reports reads it."""

from __future__ import annotations

from baseldesk.i18n import N_
from baseldesk.reports.request import Option

FORM_TITLES = {
    "activity": N_("Activity"), "partner": N_("Partner"), "participants": N_("Participants"),
    "feedback": N_("Feedback from a Party"),
}  # fmt: skip
FORM = Option("form", N_("Form"), "activity", tuple(FORM_TITLES.items()))

ATTENDANCE, BADGES, TEST, CERTIFICATES, LIST = "attendance", "badges", "test", "certificates", "list"
SHEET_TITLES = {
    ATTENDANCE: N_("Attendance sheet"), BADGES: N_("Name badges"), TEST: N_("Test before and after"),
    CERTIFICATES: N_("Certificates"), LIST: N_("List of participants"),
}  # fmt: skip
WHAT = Option("what", N_("Which sheets"), "all", (("all", N_("All")), *SHEET_TITLES.items()))
PER_PAGE = Option("badges", N_("Badges on a page"), "8", (("8", "8"), ("10", "10")))
_LINES, _QUESTIONS = ("0", "5", "10", "20", "40"), ("5", "10", "15", "20")
BLANK_LINES = Option("blank_lines", N_("Blank lines on the attendance sheet"), "5", tuple((one, one) for one in _LINES))
QUESTIONS = Option("questions", N_("Questions of the test"), "10", tuple((one, one) for one in _QUESTIONS))
KIT_OPTIONS = (WHAT, PER_PAGE, BLANK_LINES, QUESTIONS)
