"""What slips cost."""

import pytest

from search.spelling import slip_cost


@pytest.mark.parametrize(
    ("typed", "likely", "unlikely"),
    [
        ("يوفنتوص", "يوفنتوس", "يوفنتوك"),
        ("الحكزمه", "الحكومه", "الحكشمه"),
        ("القاهره", "القاهره", "القاهرا"),
        ("مردسه", "مدرسه", "مردفه"),
        ("كتاب", "كتابه", "حساب"),
        ("شباب", "شبات", "رباب"),
    ],
)
def test_likely_slips_cost_less(typed, likely, unlikely):
    assert slip_cost(typed, likely) < slip_cost(typed, unlikely)


def test_the_same_word_costs_nothing():
    assert slip_cost("سوق", "سوق") == 0


def test_two_letters_in_the_wrong_order_are_one_slip():
    assert slip_cost("مدرسه", "مردسه") < 1
