"""The words in which an explanation speaks, in Arabic and in English."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from search.query.tree import FieldName
from search.question import Level, Match


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrasebook:
    """The words of one language; ``{}`` stands for what was typed, ``turns`` are the other directions."""

    code: Literal["ar", "en"]
    turns: frozenset[str]
    comma: str
    either: str
    nothing: str
    everything: str
    alone: str
    several: Mapping[Match, str]
    several_of_many: str
    required: str
    without: str
    left_out: str
    nearly: str
    levels: Mapping[Level, str]
    phrase: str
    letter: str
    wide: str
    near: str
    prefix: str
    since: str
    until: str
    on: str
    fields: Mapping[FieldName, str]


ARABIC = Phrasebook(
    code="ar",
    turns=frozenset({"L"}),
    comma="، ",
    either=" أو ",
    nothing="لا كلمة للبحث عنها",
    everything="كل المواد",
    alone="بحث عن: {}",
    several={
        Match.ALL: "كل الكلمات: {}",
        Match.ANY: "أي كلمة: {}",
        Match.AUTO: "كل الكلمات أولاً ثم بعضها: {}",
    },
    several_of_many="أي كلمة، والأكثر صلة أولاً: {}",
    required="لا بد من: {}",
    without="من دون: {}",
    left_out="كلمات شائعة لا تُحتسب: {}",
    nearly="«{}» كلمة لا يعرفها الأرشيف، فأُخذ ما يقاربها كتابةً: {}",
    levels={Level.EXACT: "باللفظ", Level.NORMAL: "", Level.WIDE: "موسّع"},
    phrase="«{}»",
    letter="{} (باللفظ)",
    wide="{} (موسّع)",
    near="{} (بأي ترتيب، وبينها {} من الكلمات على الأكثر)",
    prefix="ما يبدأ بـ«{}»",
    since="من {}",
    until="إلى {}",
    on="يوم {}",
    fields={
        FieldName.TITLE: "في العنوان: {}",
        FieldName.BODY: "في المتن: {}",
        FieldName.SECTION: "القسم: {}",
        FieldName.SOURCE: "المصدر: {}",
        FieldName.SITE: "الموقع: {}",
        FieldName.AUTHOR: "الكاتب: {}",
        FieldName.PLACE: "المكان: {}",
    },
)

ENGLISH = Phrasebook(
    code="en",
    turns=frozenset({"R", "AL", "AN"}),
    comma=", ",
    either=" or ",
    nothing="no word to search for",
    everything="all articles",
    alone="search for: {}",
    several={
        Match.ALL: "all words: {}",
        Match.ANY: "any word: {}",
        Match.AUTO: "all words first, then some: {}",
    },
    several_of_many="any word, most relevant first: {}",
    required="required: {}",
    without="without: {}",
    left_out="common words, not counted: {}",
    nearly="“{}” is unknown, so words spelt nearly so were taken: {}",
    levels={Level.EXACT: "exact spelling", Level.NORMAL: "", Level.WIDE: "widest meaning"},
    phrase="“{}”",
    letter="{} (exact)",
    wide="{} (wide)",
    near="{} (any order, other words between: {} at most)",
    prefix="words beginning with “{}”",
    since="from {}",
    until="to {}",
    on="on {}",
    fields={
        FieldName.TITLE: "in the headline: {}",
        FieldName.BODY: "in the body: {}",
        FieldName.SECTION: "section: {}",
        FieldName.SOURCE: "source: {}",
        FieldName.SITE: "site: {}",
        FieldName.AUTHOR: "author: {}",
        FieldName.PLACE: "place: {}",
    },
)
