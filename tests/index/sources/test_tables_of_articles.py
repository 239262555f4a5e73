import csv
import io

import pytest

from index.article import Article, Rejected
from index.sources import ReadOptions, read

HEADER = ["العنوان", "المتن", "التاريخ", "القسم", "ملاحظة"]
ROW = ["سوق، وميناء", 'أول "سطر"\nثان; ثالث|رابع', "04/09/2019 07:17", "اقتصاد|محليات", ""]


def table(*rows, delimiter=",", **kwargs):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, **kwargs).writerows(rows)
    return text.getvalue()


def written(tmp_path, text, name="a.csv", **options):
    (tmp_path / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return list(read([tmp_path / name], ReadOptions(**options)))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_delimiters_line_ends_and_marks(tmp_path, delimiter, ends, mark):
    [article] = written(tmp_path, mark + table(HEADER, ROW, delimiter=delimiter, lineterminator=ends))
    assert isinstance(article, Article)
    assert (article.title, article.paragraphs) == ("سوق، وميناء", ['أول "سطر"', "ثان; ثالث|رابع"])
    assert (article.sections, article.published.isoformat()) == (("اقتصاد", "محليات"), "2019-09-04T07:17")
    assert article.extra == {}


def test_rows_of_another_width_are_rejected_with_their_line(tmp_path):
    pieces = written(tmp_path, table(HEADER, ROW, ROW[:3], [], [*ROW, "x"], ROW))
    assert [type(piece) for piece in pieces] == [Article, Rejected, Rejected, Article]
    assert [(piece.line, piece.reason) for piece in pieces[1:3]] == [(4, "columns"), (7, "columns")]
    assert "3 cells in a table of 5 columns" in pieces[1].message


def test_columns_that_are_not_known_name_the_way_out(tmp_path):
    [rejected] = written(tmp_path, table(["a", "b"], ["عنوان", "متن"]))
    assert (rejected.reason, rejected.line) == ("no-header", 1)
    assert "a, b" in rejected.message
    assert "--map title=COLUMN" in rejected.message


def test_columns_that_a_mapping_names(tmp_path):
    [article] = written(
        tmp_path, table(["a", "b", "c"], ["عنوان", "متن", "x"]), mapping={"a": "title", "b": "body"}
    )
    assert (article.title, article.body, article.extra) == ("عنوان", "متن", {"c": "x"})


def test_a_row_that_is_no_text_is_rejected(tmp_path):
    good = table(HEADER, ROW).encode()
    pieces = written(tmp_path, good + b"\xff\xfe\xd8,b,,,\r\n" + table(ROW).encode())
    assert [getattr(piece, "reason", "") for piece in pieces] == ["", "undecodable", ""]
    assert pieces[1].line == 4


def test_a_cell_of_any_size_is_read(tmp_path):
    [article] = written(tmp_path, table(["title", "body"], ["عنوان", "كلمة " * 60_000]))
    assert len(article.body) == 5 * 60_000 - 1


def test_a_quotation_mark_that_is_never_closed_swallows_no_other_file(tmp_path):
    (tmp_path / "b.csv").write_text(table(HEADER, ROW), encoding="utf-8")
    (tmp_path / "a.csv").write_text(table(HEADER, ROW) + '"عنوان' + "\nسطر, آخر" * 1000, encoding="utf-8")
    first, swallowed, last = read([tmp_path])
    assert first == last
    assert (swallowed.reason, swallowed.line) == ("columns", 4)


def test_a_row_with_an_open_quotation_mark_tells_how_far_it_goes(tmp_path):
    [_, rejected] = written(tmp_path, table(HEADER, ROW) + 'أ,"ب,ج\nد,هـ,و\n')
    assert (rejected.line, rejected.reason) == (4, "columns")
    assert "goes on to line 5" in rejected.message
