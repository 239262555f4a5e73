"""Evaluates a syntax tree on an index: on Whoosh here."""
