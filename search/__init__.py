"""Reads: from a question to an answer."""
