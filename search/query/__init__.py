"""The query language: syntax tree, parser, limits, explanation."""
