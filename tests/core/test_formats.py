"""Numbers, distances and moments as people read them."""

import datetime as dt
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils.translation import override

from wijkhart.core import formats

NBSP = "\N{NO-BREAK SPACE}"
JUNE = dt.datetime(2024, 6, 3, 8, 0, tzinfo=dt.UTC)
TODAY = dt.date(2024, 1, 1)


@pytest.mark.parametrize(
    ("text", "dutch", "english"),
    [
        (formats.number, ("161.825", 161825), "161,825"),
        (lambda n: formats.number(n, 2), ("1.234,56", Decimal("1234.56")), "1,234.56"),
        (formats.number, ("0", -0.4), "0"),
        (lambda n: formats.number(n, 1), ("2,5", 2.45), "2.5"),
        (formats.percent, (f"55,3{NBSP}%", 55.3), "55.3%"),
        (formats.euro, (f"€{NBSP}2,50", 2.5), "€2.50"),
        (formats.distance, (f"450{NBSP}m", 447), f"450{NBSP}m"),
        (formats.distance, (f"990{NBSP}m", 994), f"990{NBSP}m"),
        (formats.distance, (f"1,0{NBSP}km", 995), f"1.0{NBSP}km"),
        (formats.weekday, ("maandag", 0), "Monday"),
        (lambda m: formats.moment(m, today=TODAY), ("maandag 3 juni, 10.00 uur", JUNE), "Monday 3 June, 10:00"),
        (
            lambda d: formats.day(d, today=dt.date(2026, 1, 1)),
            ("maandag 3 juni 2024", JUNE.date()),
            "Monday 3 June 2024",
        ),
        (formats.unknown, ("onbekend (geen inwoners)", "geen inwoners"), "unknown (geen inwoners)"),
    ],
)
def test_a_value_reads_as_the_language_writes_it(text: object, dutch: tuple[str, object], english: str) -> None:
    expected, value = dutch
    assert callable(text)
    with override("nl"):
        assert text(value) == expected
    with override("en"):
        assert text(value) == english


def test_missing_is_unknown_and_never_zero() -> None:
    page = Template("{% load ui %}{{ v|number }} {{ v|percent }} {{ v|distance }} {{ v|unknown:why }} {{ nil|number }}")
    with override("nl"):
        text = page.render(Context({"v": None, "why": "te weinig mensen", "nil": 0}))
    assert text == "onbekend onbekend onbekend onbekend (te weinig mensen) 0"
