"""What changed: change sets, chains, versions of each field, rights, and the one apply routine.

Knows neither tables nor files: both are reached through the port that `baseldesk.desk` passes in.
"""
