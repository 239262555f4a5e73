"""Writes: from source files to a committed index."""
