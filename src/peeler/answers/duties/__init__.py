"""Duties: what is owed and was owed, how it stands, and what to do first."""
