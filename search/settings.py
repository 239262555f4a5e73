"""The settings of the reading side."""

from index.settings import Setting, whole_number

QUERY_CHARACTERS = Setting(
    "query_characters", 512, "The most characters that a query may have.", whole_number(1, 100_000)
)
QUERY_CLAUSES = Setting(
    "query_clauses",
    32,
    "The most words, phrases and conditions that a query may have; a phrase counts as one.",
    whole_number(1, 1_024),
)
QUERY_DEPTH = Setting(
    "query_depth", 8, "How many parentheses of a query may stand inside one another.", whole_number(1, 64)
)
QUERY_EXPANSIONS = Setting(
    "query_expansions", 3, "How many words of a query may end in a star.", whole_number(0, 64)
)
QUERY_EXPANSION_TERMS = Setting(
    "query_expansion_terms",
    1_000,
    "The most words of the archive that a beginning with a star may stand for.",
    whole_number(1, 100_000),
)
QUERY_PREFIX_LETTERS = Setting(
    "query_prefix_letters", 2, "How many letters must stand before a star.", whole_number(1, 16)
)
WINDOW = Setting(
    "window", 10_000, "How many hits paging reaches; an export reaches all.", whole_number(1, 1_000_000)
)

SETTINGS: tuple[Setting[int], ...] = (
    QUERY_CHARACTERS,
    QUERY_CLAUSES,
    QUERY_DEPTH,
    QUERY_EXPANSIONS,
    QUERY_EXPANSION_TERMS,
    QUERY_PREFIX_LETTERS,
    WINDOW,
)
