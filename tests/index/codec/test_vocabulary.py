"""The words of a build: each is stemmed once, however many texts and segments have it."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from index.analysis import words
from index.article import Article
from index.codec.layout import D, E
from index.codec.segment_writer import write_segment
from index.codec.vocabulary import Vocabulary
from tests.lexicons import LEXICON

ARTICLES = [
    Article(id="1", title="الوزير في عدن", body="قال الوزير إن الميناء مفتوح."),
    Article(id="2", title="ميناء عدن", body="الميناء مفتوح منذ أمس، كما قال الوزير."),
    Article(id="3", title="أمطار", body="أمطار على عدن في 3.5 ساعات."),
]


def test_a_word_is_stemmed_once_and_a_stem_has_its_kin_once(tmp_path: Path) -> None:
    stemmed: list[str] = []
    asked_for_kin: list[str] = []

    def stems(of: Sequence[str]) -> Iterable[str]:
        stemmed.extend(of)
        return map(LEXICON.stem, of)

    def kin(of: Sequence[str]) -> Iterable[str]:
        asked_for_kin.extend(of)
        return map(LEXICON.kin_of_stem, of)

    vocabulary = Vocabulary({E: stems, D: kin})
    for some in (ARTICLES[:2], ARTICLES[1:], ARTICLES):
        write_segment(some, vocabulary, tmp_path)
    met = {word for article in ARTICLES for word in words(f"{article.title} {article.body}")}
    assert sorted(stemmed) == sorted(met)
    assert sorted(asked_for_kin) == sorted({LEXICON.stem(word) for word in met})
