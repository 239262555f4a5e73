"""From the fields of a record, under whatever names, to an article."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, ClassVar, NamedTuple

from index.article import Article, Rejected
from index.article_json import article_from_json, is_article_json
from index.errors import KashafError
from index.sources import values
from index.sources.composing import Parts, compose
from index.sources.options import ReadOptions
from index.sources.rejecting import NotRead

Record = dict[str, Any]

TITLE, BODY, EXTRA = "title", "body", "extra"

# The names of each field, the better ones first: the first that says something is taken.
_NAMES: Mapping[str, str] = {
    "id": "id _id guid uuid article_id doc_id docid docno document_id news_id nid post_id item_id identifier"
    " معرف المعرف رقم",
    TITLE: "title headline head heading titre og:title dc:title title_ar headline_ar arabic_title العنوان"
    " عنوان name subject",
    BODY: "body article_body content:encoded content_html content_text content content_ar text full_text"
    " main_text article_text body_text body_html text_ar story article html paragraphs texte المتن متن"
    " النص نص المحتوى محتوى الخبر description dc:description summary abstract excerpt standfirst lead"
    " الملخص ملخص",
    "published": "published date_published published_at publish_date publication_date published_date"
    " published_time publishing_date pub_date date_publish date datetime timestamp posted_at post_date"
    " web_publication_date article:published_time dc:date created created_at date_created creation_date"
    " updated date_modified التاريخ تاريخ تاريخ_النشر",
    "time": "time hour الوقت الساعة",
    "sections": "sections section article_section categories category section_name rubric desk topic topics"
    " article:section الأقسام القسم قسم التصنيف تصنيف الفئة الباب",
    "source": "source agency wire news_agency provider credit outlet newspaper source_name"
    " source_organization المصدر مصدر الوكالة وكالة الصحيفة",
    "site": "site site_name website og:site_name publisher is_part_of الموقع موقع الناشر",
    "place": "place dateline location city location_created content_location المكان مكان المدينة مدينة",
    "author": "author authors byline creator dc:creator writer reporter journalist author_name الكاتب كاتب"
    " المحرر محرر المراسل مراسل المؤلف",
    "url": "url link href permalink web_url canonical_url main_entity_of_page source_url article_url"
    " original_url uri الرابط رابط",
}
FIELDS = (*_NAMES, EXTRA)
"""The fields that a mapping may name; ``time`` is joined to the date, ``extra`` keeps a field as it is."""

# The part of a nested field that is its value, as in {"author": {"name": ...}}; the better ones first.
_VALUE_PARTS = "name rendered value text title label $oid $date #text @value".split()
_ADDRESS_PARTS = ("url", "href", "@id")
_DEEPEST = 4
_MOST_PLANS = 1000


class _Rank(NamedTuple):
    """Which field of an article a name stands for, and how well: less is better."""

    target: str
    name: int
    part: int = -1


def _normal(name: str) -> str:
    return name.strip().casefold().translate(_IGNORED)


_IGNORED = str.maketrans("", "", "_- @")
_RANKS = {
    _normal(name): _Rank(target, rank)
    for target, names in _NAMES.items()
    for rank, name in enumerate(names.split())
}


class BadMapping(KashafError):
    """Raised when a mapping names a field that articles do not have."""

    code: ClassVar[str] = "bad-mapping"
    exit_code: ClassVar[int] = 2


def check_mapping(mapping: Mapping[str, str]) -> None:
    """Raise BadMapping when the mapping goes to a field that articles do not have."""
    for name, target in mapping.items():
        if target not in FIELDS:
            known = ", ".join(FIELDS)
            raise BadMapping(
                f"{target!r} (for {name!r}) is no field of an article; the fields are: {known}.",
                f"«{target}» ليس حقلاً من حقول المادة؛ الحقول هي: {known}.",
            )


def target_of(name: str) -> str | None:
    """Return the field of an article that a field's name stands for, or None."""
    rank = _rank(name)
    return rank.target if rank else None


def is_recognised(names: Iterable[str], mapping: Mapping[str, str]) -> bool:
    """Return whether a table's columns are named, and one of them is the title or the body."""
    return any((mapping.get(name.strip()) or target_of(name)) in {TITLE, BODY} for name in names)


@lru_cache(maxsize=4096)
def _rank(name: str) -> _Rank | None:
    if known := _RANKS.get(_normal(name)):
        return known
    parent, _, part = name.rpartition(".")
    above = _rank(parent) if parent else None
    if above is None:
        return None
    parts = _ADDRESS_PARTS if above.target == "url" else _VALUE_PARTS
    return above._replace(part=parts.index(part)) if part in parts else None


class FieldReader:
    """Reads the records of one source as articles."""

    def __init__(self, options: ReadOptions) -> None:
        check_mapping(options.mapping)
        self._options = options
        self._plans: dict[tuple[str, ...], list[tuple[str, str]]] = {}

    def read(self, record: Any, file: str, line: int | None = None, item: int | None = None) -> Article | Rejected:
        """Return the article of a record, or why it is none; ``item`` counts in a list without lines."""
        try:
            return self.article(record)
        except NotRead as reason:
            if item:
                reason.message = f"item {item}: {reason.message}"
            return reason.rejected(file, line)

    def article(self, record: Any) -> Article:
        """Return the article of a record; raise NotRead for what is none."""
        if not isinstance(record, dict):
            raise NotRead("no-object", "an object with the fields of an article is expected here")
        if is_article_json(record):
            return _own(record)
        flat = _flattened(record)
        parts = Parts()
        for name, target in self._plan(tuple(flat)):
            value = flat[name]
            if not target or getattr(parts, target) or not (read := values.READERS[target](value)):
                _keep(parts.extra, name, value, unless=getattr(parts, target) if target else None)
            else:
                setattr(parts, target, read)
        if flat is not record:
            parts.extra = _nested_again(record, flat, parts.extra)
        return compose(parts, self._options.zone)

    def _plan(self, names: tuple[str, ...]) -> list[tuple[str, str]]:
        """Return the names with the field that each goes to, better names of a field first."""
        if (plan := self._plans.get(names)) is None:
            ranks = {name: self._mapped(name) for name in names}
            ordered = sorted(names, key=lambda name: (ranks[name] or _LAST)[1:])
            plan = [(name, (ranks[name] or _LAST).target) for name in ordered]
            if len(self._plans) < _MOST_PLANS:
                self._plans[names] = plan
        return plan

    def _mapped(self, name: str) -> _Rank | None:
        target = self._options.mapping.get(name)
        if target is None:
            return _rank(name)
        return None if target == EXTRA else _Rank(target, -1)


_LAST = _Rank("", len(_RANKS))


def _own(record: Record) -> Article:
    try:
        return article_from_json(record)
    except ValueError as error:
        raise NotRead("bad-record", f"a record of kashaf's own that does not hold together: {error}") from error


def _keep(extra: Record, name: str, value: Any, unless: Any) -> None:
    if value not in (None, "", [], {}) and value != unless:
        extra[name] = value


def _flattened(record: Record, depth: int = _DEEPEST) -> Record:
    """Return the record with the fields of nested objects under dotted names; itself if it has none."""
    if not depth or not any(type(value) is dict for value in record.values()):
        return record
    flat: Record = {}
    for name, value in record.items():
        inner = _flattened(value, depth - 1) if type(value) is dict else {"": value}
        for part, leaf in inner.items():
            flat.setdefault(f"{name}.{part}" if part else name, leaf)
    return flat


def _nested_again(record: Record, flat: Record, extra: Record) -> Record:
    """Return the extra fields with every object that nothing was taken from whole again."""
    nested = {name for name, value in record.items() if type(value) is dict}
    used = {name.split(".")[0] for name in flat if name not in extra and flat[name]}
    whole = nested - used
    kept = {name: value for name, value in extra.items() if name.split(".")[0] not in whole}
    return {**kept, **{name: value for name, value in record.items() if name in whole and value}}
