"""Help on the query language."""

from typing import NamedTuple

from flask import render_template

from web.pages.blueprint import pages


class Operator(NamedTuple):
    """One thing to say in a query: its key in the words, how it is written, and a search to try."""

    key: str
    arabic: str
    ascii: str
    example: str


OPERATORS = (
    Operator("words", "مهرجان التمور", "", "مهرجان التمور"),
    Operator("phrase", "«المجلس البلدي»", '"المجلس البلدي"', "«المجلس البلدي»"),
    Operator("letter", "=«المجلس البلدي»", '="المجلس البلدي"', "=«المجلس البلدي»"),
    Operator("either", "(تمور | نخيل)", "(تمور OR نخيل)", "(تمور | نخيل)"),
    Operator("without", "مهرجان بدون:تمور", "مهرجان -تمور", "مهرجان بدون:تمور"),
    Operator("required", "+مدرسة افتتاح", "+مدرسة افتتاح", "+مدرسة افتتاح"),
    Operator("field", "عنوان:مدرسة", "title:مدرسة", "عنوان:مدرسة"),
    Operator("named", "قسم:رياضة مصدر:…", "section:رياضة source:…", "قسم:رياضة فوز"),
    Operator("between", "من:2019/01 إلى:2019/06", "from:2019-01 to:2019-06", "المدينة من:2019 إلى:2024"),
    Operator("before", "قبل:2020 بعد:2018", "before:2020 after:2018", "المدينة قبل:2024"),
    Operator("on", 'تاريخ:"كانون الأول 2019"', "on:2019-12", "المدينة تاريخ:2024"),
    Operator("near", '"مهرجان البصرة"~5', '"مهرجان البصرة"~5', '"مهرجان البصرة"~5'),
    Operator("prefix", "مهرجا*", "مهرجا*", "مهرجا*"),
    Operator("exact", "=المدرسة", "=المدرسة", "=المدرسة"),
    Operator("wide", "~مدرسة", "~مدرسة", "~مدرسة"),
)
EXAMPLES = tuple(each for each in OPERATORS if each.key in {"words", "phrase", "either", "without", "field"})
FIELDS = (
    ("title", "عنوان:", "title:"),
    ("body", "متن: نص:", "body:"),
    ("section", "قسم:", "section:"),
    ("source", "مصدر: وكالة:", "source:"),
    ("site", "موقع: ناشر:", "site:"),
    ("author", "كاتب: محرر: مراسل:", "author:"),
    ("place", "مكان:", "place:"),
)


@pages.get("/help")
def language_help() -> str:
    """Show the query language, each line with a search to run."""
    return render_template("help.html", operators=OPERATORS, fields=FIELDS)
