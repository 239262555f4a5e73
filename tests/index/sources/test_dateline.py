import pytest

from index.sources.dateline import opening_dateline, own_line_dateline


@pytest.mark.parametrize(
    ("opening", "place", "source"),
    [
        ("القاهرة - (رويترز) - أعلنت اللجنة", "القاهرة", "رويترز"),
        ("\u200bدبي، الإمارات العربية المتحدة (CNN) -- أعلنت اللجنة", "دبي", "CNN"),
        ("الرياض، المملكة العربية السعودية (CNN)-- أعلنت اللجنة", "الرياض", "CNN"),
        ("الدوحة - قنا: أعلنت اللجنة", "الدوحة", "قنا"),
        ("بغداد/ أعلنت اللجنة: لا شيء", "", ""),
        ("(رويترز) - أعلنت اللجنة", "", "رويترز"),
        ("أعلنت اللجنة - في بيان - أن المعرض سيفتح", "", ""),
        ("القاهرة تغني: مهرجان جديد", "", ""),
        ("ذكرت وكالة الأنباء السعودية (واس) أن اللجنة", "", ""),
        ("الكويت - 3 - 11 (كونا) -- أعلنت اللجنة", "الكويت", "كونا"),
        ("(CNN)-- يأخذنا مذيع البرنامج، سعاد - في جولة", "", "CNN"),
    ],
)
def test_datelines_before_the_first_sentence(opening, place, source):
    found = opening_dateline(opening + " أن المعرض سيفتح أبوابه غدا أمام الزوار من كل المدن والقرى.")
    assert (found.place if found else "", found.source if found else "") == (place, source)


def test_the_name_of_the_site_counts_as_an_agency():
    body = "تل الورد/ صدى الساحل: أعلنت اللجنة أن المعرض سيفتح أبوابه غدا أمام الزوار من كل المدن والقرى."
    found = opening_dateline(body, "صدى الساحل")
    assert found is not None
    assert (found.place, found.source) == ("تل الورد", "صدى الساحل")
    assert opening_dateline(body) is None


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("صور – رويترز", ("صور", "رويترز", "")),
        ("تل الورد - سعاد حسن", ("تل الورد", "", "سعاد حسن")),
        ("سعاد حسن - القاهرة", ("القاهرة", "", "سعاد حسن")),
        ("ورزازات: فاطمة أمزيل", ("ورزازات", "", "فاطمة أمزيل")),
        ("سعاد حسن", None),
        ("دمشق-سانا", ("دمشق", "سانا", "")),
        ("تل الورد ( صدى نيوز ) خاص :", ("تل الورد", "", "صدى نيوز")),
        ("جانب من المعرض (تصوير سعاد حسن)", None),
        ("سعاد حسن - صورة أرشيفية", None),
        ("5- إطفاء الأنوار", None),
        ("لا أحد من سكان المدينة القديمة - كما قالوا", None),
    ],
)
def test_lines_that_have_the_shape_of_datelines(line, parts):
    found = own_line_dateline(line)
    assert (found and (found.place, found.source, found.person)) == parts
