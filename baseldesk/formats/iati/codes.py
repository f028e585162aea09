"""IATI's code lists in our own codes. Where several of theirs become one of ours, the reader keeps theirs in the other data."""

from __future__ import annotations

VERSIONS = frozenset({"2.01", "2.02", "2.03"})

# Activity status → stage. 3 (finalisation) and 6 (suspended) say more than the stage does.
STAGES = {"1": "identified", "2": "implemented", "3": "completed", "4": "completed", "5": "cancelled", "6": "implemented"}
EXACT_STATUS = frozenset({"1", "2", "4", "5"})

# Activity date type → field.
DATES = {"1": "starts_on", "2": "started_on", "3": "ends_on", "4": "ended_on"}

# Activity scope → level. What is below the nation is local.
LEVELS = {"1": "international", "2": "regional", "3": "international", "4": "national", **dict.fromkeys("5678", "local")}
EXACT_SCOPE = frozenset({"1", "2", "4"})

# Description type → translatable field; target groups (3) and other (4) have none.
DESCRIPTIONS = {"": "summary", "1": "summary", "2": "objectives_text"}

# Organisation role → role. «Extending» manages budget and direction for the funder: what GEF projects call executing.
ROLES = {"1": "funding", "2": "accountable", "3": "executing", "4": "implementing"}

# Organisation type → kind of stakeholder. Public-private partnership (30) and other (90) fit none.
STAKEHOLDERS = {
    "10": "SK-PARTY", "11": "SK-AUTH", "15": "SK-AUTH", "21": "SK-NGO", "22": "SK-NGO", "23": "SK-NGO", "24": "SK-NGO",
    "40": "SK-UN", "60": "SK-FOUND", "70": "SK-IND", "71": "SK-IND", "72": "SK-IND", "73": "SK-IND", "80": "SK-ACAD",
}  # fmt: skip

# Document category → kind of document, only where the two mean the same.
DOCUMENTS = {
    "A05": "budget", "A07": "evaluation", "A08": "report", "A09": "agreement", "A11": "agreement", "A12": "website",
    "B01": "report", "B09": "evaluation", "B10": "evaluation", "B13": "agreement", "B16": "website", "B17": "website",
    "B18": "website",
}  # fmt: skip

# Transaction types: promises make the contribution, movements its payments.
COMMITMENTS = ("11", "2")  # incoming, outgoing
PLEDGES = ("13", "12")
DIRECTIONS = {"1": "received", "9": "received", "3": "spent", "4": "spent", "7": "spent", "8": "spent"}
NO_DIRECTION = frozenset({"5", "6", "10"})  # interest, loan repayment, guarantee: they flow either way
# Where the provider is not named, IATI says that it is the organisation that reports.
OUTGOING = frozenset({"2", "3", "4", "7", "8", "12"})
