"""What a query may cost, and the refusal of one that would cost more."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from index.errors import KashafError
from search import settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The bounds that a query is held to before anything runs; the defaults are those of the settings."""

    characters: int = settings.QUERY_CHARACTERS.default
    clauses: int = settings.QUERY_CLAUSES.default
    depth: int = settings.QUERY_DEPTH.default
    expansions: int = settings.QUERY_EXPANSIONS.default
    expansion_terms: int = settings.QUERY_EXPANSION_TERMS.default
    prefix_letters: int = settings.QUERY_PREFIX_LETTERS.default
    window: int = settings.WINDOW.default

    @classmethod
    def from_settings(cls, environ: Mapping[str, str] | None = None) -> "Limits":
        """Return the limits that the environment sets; raise BadSetting for unreadable ones."""
        return cls(
            characters=settings.QUERY_CHARACTERS.value(environ),
            clauses=settings.QUERY_CLAUSES.value(environ),
            depth=settings.QUERY_DEPTH.value(environ),
            expansions=settings.QUERY_EXPANSIONS.value(environ),
            expansion_terms=settings.QUERY_EXPANSION_TERMS.value(environ),
            prefix_letters=settings.QUERY_PREFIX_LETTERS.value(environ),
            window=settings.WINDOW.value(environ),
        )


class QueryRefused(KashafError):
    """Raised for a query that would cost too much; its subclasses say which limit it broke.

    ``limit`` is the bound; both sentences name it and say what to do.
    """

    code: ClassVar[str] = "query-refused"
    exit_code: ClassVar[int] = 2
    in_english: ClassVar[str] = "The query costs more than the limit of {limit}; make it simpler."
    in_arabic: ClassVar[str] = "كلفة هذا البحث فوق الحد المسموح ({limit}): بسّطه ثم أعد المحاولة."

    def __init__(self, limit: int) -> None:
        super().__init__(self.in_english.format(limit=limit), self.in_arabic.format(limit=limit))
        self.limit = limit


class QueryTooLong(QueryRefused):
    """Raised for a query of too many characters."""

    code: ClassVar[str] = "too-long"
    in_english: ClassVar[str] = (
        "The query is longer than {limit} characters; shorten it, or give the whole text to the search for"
        " related articles, which takes texts of any length."
    )
    in_arabic: ClassVar[str] = (
        "نص البحث أطول من الحد المسموح (عدد الأحرف: {limit}): اختصره، أو ألصق النص كله في صفحة البحث عن"
        " مواد ذات صلة، فهي تقبل النصوص بأي طول."
    )


class TooManyClauses(QueryRefused):
    """Raised for a query of too many words, phrases and conditions."""

    code: ClassVar[str] = "too-many-clauses"
    in_english: ClassVar[str] = (
        "The query has more than {limit} words, phrases and conditions; leave the less telling ones out, put"
        " a quotation between quotation marks (it counts as one), or give the whole text to the search for"
        " related articles."
    )
    in_arabic: ClassVar[str] = (
        "في البحث كلمات وعبارات وشروط فوق الحد المسموح (العدد الأقصى: {limit}): احذف أقلّها دلالة، أو ضع"
        " الاقتباس بين علامتي تنصيص فيُحسب عبارة واحدة، أو ألصق النص كله في صفحة البحث عن مواد ذات صلة."
    )


class TooDeep(QueryRefused):
    """Raised for a query whose parentheses stand too deep inside one another."""

    code: ClassVar[str] = "too-deep"
    in_english: ClassVar[str] = (
        "More than {limit} pairs of parentheses stand inside one another; take the needless ones away."
    )
    in_arabic: ClassVar[str] = (
        "الأقواس المتداخلة فوق الحد المسموح (العدد الأقصى: {limit}): احذف الأقواس التي لا حاجة إليها."
    )


class TooManyExpansions(QueryRefused):
    """Raised for a query in which too many words end in a star."""

    code: ClassVar[str] = "too-many-expansions"
    in_english: ClassVar[str] = (
        "More than {limit} words end in a star; write some of them out, or search for them one after another."
    )
    in_arabic: ClassVar[str] = (
        "الكلمات المنتهية بنجمة * فوق الحد المسموح (العدد الأقصى: {limit}): اكتب بعضها كاملاً، أو ابحث"
        " عنها تباعاً."
    )


class TooManyTerms(QueryRefused):
    """Raised by the engine when a beginning with a star stands for too many words of the archive."""

    code: ClassVar[str] = "too-many-terms"
    in_english: ClassVar[str] = (
        "More than {limit} words of the archive begin like this; write more letters before the star."
    )
    in_arabic: ClassVar[str] = (
        "كلمات الأرشيف التي تبدأ بهذه الأحرف فوق الحد المسموح (العدد الأقصى: {limit}): اكتب أحرفاً أكثر"
        " قبل النجمة *."
    )


class BeyondWindow(QueryRefused):
    """Raised by the archive when a page beyond the window is asked for."""

    code: ClassVar[str] = "beyond-window"
    in_english: ClassVar[str] = (
        "Paging reaches the first {limit} hits; narrow the search by date or section, or export all hits."
    )
    in_arabic: ClassVar[str] = (
        "يصل التصفح إلى أول النتائج فقط (العدد الأقصى: {limit}): ضيّق البحث بالتاريخ أو القسم، أو صدّر"
        " النتائج كلها."
    )
