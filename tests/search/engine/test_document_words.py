"""The words that the index tells of a document are those of its text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from index.analysis import words
from index.generations import IndexDamaged
from search.words import TextWords, Wanted
from tests.lexicons import LEXICON
from tests.search.engine.conftest import VOCABULARY

FOLDED = sorted({word for one in VOCABULARY for word in words(one)})
some = st.lists(st.sampled_from([*FOLDED, "ليسهنا"]), unique=True, max_size=6)


@given(wanted=some, data=st.data())
def test_they_stand_where_they_stand_in_the_text(tiny, patched, wanted, data) -> None:
    for archive in (tiny, patched):
        doc = data.draw(st.integers(0, len(archive.articles) - 1))
        article = archive.articles[doc]
        texts = article.title, article.body
        for own, plain in zip(
            archive.engine.words_of(doc, article), [TextWords(text, LEXICON) for text in texts], strict=True
        ):
            kin = list(dict.fromkeys(map(LEXICON.kin, wanted)))
            letters = [word[:2] for word in wanted]
            stems = dict.fromkeys(map(LEXICON.stem, wanted[1:]))
            for asked in (
                Wanted(written=tuple(wanted)),
                Wanted(kin=tuple(kin)),
                Wanted(tuple(wanted[:1]), tuple(stems), tuple(letters[2:]), tuple(kin[3:])),
            ):
                assert [*map(tuple, own.answering(asked))] == list(plain.answering(asked))
            places = [place for place, _ in plain.answering(Wanted(written=tuple(wanted)))]
            assert list(own.spans(places)) == list(plain.spans(places))


def test_a_text_that_was_not_indexed_is_damage(tiny) -> None:
    first = tiny.articles[0]
    _, body = tiny.engine.words_of(0, replace(first, body=f"{first.body} كلمة"))
    with pytest.raises(IndexDamaged, match="words"):
        body.spans([0])
