"""Segments on disk: named arrays that are mapped, never loaded; see docs/decisions/0015-arrays-on-disk.md."""
