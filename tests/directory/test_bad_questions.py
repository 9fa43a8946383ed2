"""Rubbish in every part of the question: never a fault, and a message where it is wrong."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests import make

from wijkhart.directory.forms import ServiceFilter
from wijkhart.directory.models import Service

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
NAMES = [*ServiceFilter.base_fields, "gratis", "pagina", "sorteer", "uitvoer"]
RUBBISH = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [
            *("", "0", "-1", "9", "999", "1e9", "9" * 5000, "\x00", "a\x00b", "x" * 10_000, "<script>", "' OR 1=1 --"),
            *("25:61", "23:59", "00:00", "0001-01-01", "9999-12-31", "2026-02-30", "morgen", "on", "nee", "fit"),
            *("52.15, 5.39", "5.39, 52.15", "0, 0", "999999, 999999", "-1, -1", "3812", "0000", "\ud7ff\U0010ffff"),
            *("dinsdagmiddag wandelen gratis 65+ 3812", "120+", "tijd", "afstand", "csv", "%", "_", "GM0307", "GM9999"),
        ]
    ),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=st.dictionaries(st.sampled_from(NAMES), RUBBISH, min_size=1, max_size=6))
def test_whatever_stands_in_the_address_the_page_answers(asked: dict[str, str]) -> None:
    assert Client(raise_request_exception=True).get("/aanbod/", asked).status_code == 200


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("value", ["\x00", "x" * 10_000, "-1", "9999-12-31"])
def test_each_part_by_itself(name: str, value: str) -> None:
    make.service("Koffie", place=make.place(x=155000.0, y=463000.0))
    assert Client().get("/aanbod/", {name: value}).status_code == 200


@pytest.mark.parametrize(
    ("asked", "field", "message"),
    [
        ({"afstand": "-500"}, "afstand", "geldige keuze"),
        ({"dag": "9"}, "dag", "geldige keuze"),
        ({"thema": "x"}, "thema", "geldige keuze"),
        ({"leeftijd": "999"}, "leeftijd", "120"),
        ({"leeftijd": "-1"}, "leeftijd", "0"),
        (
            {"vanaf": str(TODAY + timedelta(days=9)), "tot_en_met": str(TODAY)},
            "tot_en_met",
            "De laatste dag ligt voor de eerste.",
        ),
        ({"vanaf": "0001-01-01"}, "vanaf", "binnen een jaar"),
        ({"tot_en_met": "9999-12-31"}, "tot_en_met", "binnen een jaar"),
        ({"van": "15:00", "tot": "14:00"}, "tot", "Het einde ligt voor het begin."),
        ({"van": "25:00"}, "van", "geldige tijd"),
        ({"zoek": "x" * 10_000}, "zoek", "100"),
        ({"zoek": "a\x00b"}, "zoek", "null"),
    ],
)
def test_the_message_stands_at_the_field_and_the_rest_still_counts(
    asked: dict[str, str], field: str, message: str
) -> None:
    make.service("Koffie")
    make.service("Thee")
    rest = {} if field == "zoek" else {"zoek": "koffie"}
    told = Client().get("/aanbod/", {**rest, **asked}).content.decode()
    error = told[told.index(f'id="id_{field}-error"') :][:500]
    assert message.lower() in error.lower()
    assert f'href="#id_{field}"' in told
    assert "Koffie</a>" in told
    assert ("Thee</a>" in told) == (field == "zoek")


def test_a_wrong_wish_is_no_wish() -> None:
    make.service("Koffie")
    form = ServiceFilter({"zoek": "koffie", "leeftijd": "999", "dag": "9"}, Service.objects.all())
    assert not form.is_valid()
    assert (form.search.words, form.search.age, form.search.weekday) == ("koffie", None, None)
