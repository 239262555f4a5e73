"""Says in one line, in Arabic and in English, what a query was understood to search for."""

import datetime as dt
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence

from index import names
from index.dates import printed_day
from search.answer import Explanation
from search.query.operators import NAMED_FIELDS
from search.query.parsed import Parsed, is_filter
from search.query.phrasebook import ARABIC, ENGLISH, Phrasebook
from search.query.plan import plan
from search.query.scanner import BIDI_CONTROLS
from search.query.tree import Clause, Days, Either, FieldName, Group, In, Node, Occur, Phrase, Prefix, Word
from search.question import Level, Match

BETWEEN_PARTS = " — "
LEFT_TO_RIGHT_ISOLATE, FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2066", "\u2068", "\u2069"
"""Of the Unicode Bidirectional Algorithm (UAX 9): what stands between them turns nothing around it."""
_NO_CONTROLS = str.maketrans(dict.fromkeys(BIDI_CONTROLS))


def explain(
    parsed: Parsed,
    *,
    match: Match,
    level: Level,
    left_out: Sequence[str] = (),
    near: Mapping[str, Sequence[str]] | None = None,
) -> Explanation:
    """Say what was searched for.

    ``left_out`` are the stop words, as typed, that ranking left out; ``near`` has the near spellings that
    were taken for words that nobody knows.

    What runs against a line's direction is isolated, so that the line reads rightly wherever it is shown.
    """
    arabic, english = (
        BETWEEN_PARTS.join([*_parts(parsed, match, level, left_out, book), *_nearly(near or {}, book)])
        for book in (ARABIC, ENGLISH)
    )
    return Explanation(arabic=arabic, english=english)


def _parts(
    parsed: Parsed, match: Match, level: Level, left_out: Sequence[str], book: Phrasebook
) -> list[str]:
    if parsed.is_empty:
        return [book.everything if parsed.is_blank else book.nothing]
    clauses = parsed.tree.clauses
    wanted = [one.node for one in clauses if one.occur is Occur.SHOULD and not _is_left_out(one, left_out)]
    required = [one.node for one in clauses if one.occur is Occur.MUST and not _is_condition(one.node)]
    conditions = [one.node for one in clauses if one.occur is Occur.MUST and _is_condition(one.node)]
    excluded = [one.node for one in clauses if one.occur is Occur.MUST_NOT]
    if not wanted and len(required) == 1:
        wanted, required = required, []
    is_short = plan(parsed.tree).is_short
    parts = [book.everything if parsed.only_narrows else _wanted(wanted, match, is_short, book)]
    parts += [book.required.format(_listed(required, book))] if required else []
    parts += [_said(node, book) for node in conditions]
    parts += [book.without.format(_listed(excluded, book))] if excluded else []
    parts.append(book.levels[level])
    if left_out:
        parts.append(book.left_out.format(book.comma.join(_shown(word, book) for word in left_out)))
    return [part for part in parts if part]


def _nearly(near: Mapping[str, Sequence[str]], book: Phrasebook) -> Iterator[str]:
    for word, spellings in near.items():
        taken = book.comma.join(_shown(one, book) for one in spellings)
        yield book.nearly.format(_shown(word, book), taken)


def _is_left_out(clause: Clause, left_out: Collection[str]) -> bool:
    return isinstance(clause.node, Word) and clause.node.level is None and clause.node.text in left_out


def _is_condition(node: Node) -> bool:
    return isinstance(node, In) or is_filter(node)


def _wanted(nodes: Sequence[Node], match: Match, is_short: bool, book: Phrasebook) -> str:
    if not nodes:
        return ""
    heading = book.several[match]
    if len(nodes) == 1:
        heading = book.alone
    elif match is Match.AUTO and not is_short:
        heading = book.several_of_many
    return heading.format(_listed(nodes, book))


def _listed(nodes: Sequence[Node], book: Phrasebook) -> str:
    return book.comma.join(_said(node, book) for node in nodes)


def _said(node: Node, book: Phrasebook, field: FieldName | None = None) -> str:
    match node:
        case Word():
            return _word(node, book, field)
        case Prefix(text=text):
            return book.prefix.format(_shown(text, book))
        case Phrase():
            return _phrase(node, book)
        case Either(options=options):
            return f"({book.either.join(_said(option, book, field) for option in options)})"
        case In(field=named, node=inner):
            return book.fields[named].format(_said(inner, book, named))
        case Days(since=since, until=until):
            return _days(since, until, book)
        case Group(clauses=clauses):
            return f"({book.comma.join(_clause(one, book, field) for one in clauses)})"


def _clause(clause: Clause, book: Phrasebook, field: FieldName | None) -> str:
    said = _said(clause.node, book, field)
    if clause.occur is Occur.MUST_NOT:
        return book.without.format(said)
    if clause.occur is Occur.MUST and not _is_condition(clause.node):
        return book.required.format(said)
    return said


def _word(word: Word, book: Phrasebook, field: FieldName | None) -> str:
    text = word.text
    if field in NAMED_FIELDS:
        text = names.label(field, names.key(field, text), book.code)
    levels = {Level.EXACT: book.letter, Level.WIDE: book.wide}
    return levels.get(word.level or Level.NORMAL, "{}").format(_shown(text, book))


def _phrase(phrase: Phrase, book: Phrasebook) -> str:
    said = book.phrase.format(_shown(" ".join(word.text for word in phrase.words), book))
    if phrase.to_the_letter:
        said = book.letter.format(said)
    return said if phrase.slop is None else book.near.format(said, phrase.slop)


def _days(since: dt.date | None, until: dt.date | None, book: Phrasebook) -> str:
    if since == until and since:
        return book.on.format(_date(since))
    said = [book.since.format(_date(since))] if since else []
    said += [book.until.format(_date(until))] if until else []
    return " ".join(said)


def _date(day: dt.date) -> str:
    return f"{LEFT_TO_RIGHT_ISOLATE}{printed_day(day)}{POP_ISOLATE}"


def _shown(text: str, book: Phrasebook) -> str:
    """Return typed text for a line of the book's language, isolated when it runs the other way."""
    plain = " ".join(text.translate(_NO_CONTROLS).split())
    if any(unicodedata.bidirectional(letter) in book.turns for letter in plain):
        return f"{FIRST_STRONG_ISOLATE}{plain}{POP_ISOLATE}"
    return plain
