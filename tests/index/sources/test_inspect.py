import json

from click.testing import CliRunner

from index.sources.commands import inspect

LINE = json.dumps(
    {"id": "1", "title": "عنوان قصير", "date": "04/09/2019 07:17", "city": "صور"}, ensure_ascii=False
)
PAGE = (
    "صدى الساحل\n\nعودة السفينة القديمة إلى مرفأ المدينة\n\nمحليات | 04/09/2019\n\n"
    "عادت السفينة القديمة إلى مرفأ المدينة صباح اليوم.\n"
    "واستقبلها البحارة بالأغاني التي يحفظونها منذ ستين عاما.\n"
    "\nمقالات ذات صلة\nسفينة أخرى\n"
)


def run(*arguments, **kwargs):
    return CliRunner().invoke(
        inspect, [str(argument) for argument in arguments], catch_exceptions=False, **kwargs
    )


def test_json_prints_one_article_a_line():
    result = run("--json", "-", input=f"{LINE}\n{LINE}\n")
    first, second = (json.loads(line) for line in result.stdout.splitlines())
    assert result.exit_code == 0
    assert first == second
    assert list(first) == [
        "id", "title", "body", "published", "precision", "published_text", "instant", "section", "sections",
        "source", "site", "place", "author", "url", "also", "extra",
    ]  # fmt: skip
    assert (first["published"], first["precision"]) == ("2019-09-04T07:17", "time")
    assert (first["published_text"], first["instant"]) == ("04/09/2019 07:17", None)


def test_the_zone_and_the_mapping_are_the_readers(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"عن": "عنوان", "date": "2019-09-04 07:17"}', encoding="utf-8")
    result = run(tmp_path / "a.jsonl", "--json", "--timezone", "Asia/Baghdad", "--map", "title=عن")
    article = json.loads(result.stdout)
    assert (article["title"], article["instant"]) == ("عنوان", "2019-09-04T04:17:00Z")
    assert article["published"] == "2019-09-04T07:17:00+03:00"


def test_the_card_shows_fields_ends_and_what_was_cut(tmp_path):
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    result = run(tmp_path)
    assert result.exit_code == 0
    for shown in (
        "عودة السفينة القديمة",
        "الموقع: صدى الساحل",
        "الأقسام: محليات",
        "2019-09-04",
        "واستقبلها البحارة",
    ):
        assert shown in result.stdout
    assert "ليس من المادة: مقالات ذات صلة / سفينة أخرى" in result.stdout


def test_what_cannot_be_read_is_told_on_standard_error(tmp_path):
    (tmp_path / "a.jsonl").write_text(f"{LINE}\n{{\n", encoding="utf-8")
    result = run(tmp_path, "--json")
    assert (result.exit_code, len(result.stdout.splitlines())) == (0, 1)
    assert f"{tmp_path}/a.jsonl, line 2: no JSON" in result.stderr
    assert run(tmp_path, "--json", "--strict").exit_code == 1


def test_nothing_read_is_a_failure(tmp_path):
    result = run(tmp_path / "none.txt")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "none.txt" in result.stderr
