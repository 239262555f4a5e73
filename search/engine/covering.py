"""Fewer terms whose scores are above those of others: the kin of words, for words, stems and kin together.

A word as written stands nowhere where its stem does not, nor its stem where its kin do not, and no more
often in any field. So the share of its score that a text gives it is at most that of its kin, and what all
three add is at most what the kin would add if they weighed as much as the three together.
"""

from collections.abc import Sequence

from whoosh.query import Term

from search.engine.terms import FIELDS_OF_KIN, Terms


def covering(asked: Sequence[Term], terms: Terms) -> list[Term]:
    """Return terms whose scores for any document are no lower than those that are asked; maybe the same."""
    weights: dict[tuple[str, str], float] = {}
    if not any(term.fieldname in FIELDS_OF_KIN for term in asked):
        return list(asked)
    known = terms.cover
    for term in asked:
        cover = known(term.fieldname, term.text)
        weights[cover.by] = weights.get(cover.by, 0.0) + term.boost * cover.share
    return [Term(*by, boost=weight) for by, weight in weights.items()]
