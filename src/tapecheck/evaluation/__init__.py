"""Scores against labelled sets: of records, and of cleaned pages."""
