"""The marks that agencies set at the end of a story, and that stay behind where stories are joined."""

import re

# Before a mark stands the end of a sentence, or the beginning of the line.
_AFTER_SENTENCE = r"(?:(?<=[.!؟…”\"»)\]])\s*|^)"
# A day and month, and the editor's initials, in any order: «29/6ن», «/25 م», «/م12», « ن.ع».
_SIGNATURE = r"(?:\s*[/\\]?\s*(?:\d{1,2}|[ء-ي]\b\.?|[ء-ي](?=\d))){0,5}"
_ENDED = r"[إا]نته[ىي]"
_CLOSED = r"(?:[إا]نته[ىي]|النهاية)"
_MARKS = re.compile(
    rf"""(?:
        {_AFTER_SENTENCE}{_ENDED}{_SIGNATURE}      # انتهى29/6ن  انتهى/25 م  انتهى
      | \s*[(\[/]+\s*{_CLOSED}{_SIGNATURE}\s*[)\]/]+{_SIGNATURE}  # (انتهى)  // انتهى //  (النهاية) م ع / ف س
      | {_AFTER_SENTENCE}[اأ]\s?هـ*                           # اهـ
      | (?:^|\s|(?<=[.…”"»)\]]))[اأ]\s?\.\s?هـ*               # ا.هـ
      | {_AFTER_SENTENCE}(?:\#{{1,3}}|-\s?30\s?-)             # ###  -30-
    )\s*[.#*]*\s*$""",
    re.VERBOSE,
)


def without_wire_mark(paragraph: str) -> str:
    """Return a paragraph without the mark at its end; what is no mark stays."""
    return _MARKS.sub("", paragraph).rstrip()
