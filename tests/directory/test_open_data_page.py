"""The page for whoever wants to use the data: every address on it answers."""

import html
import re

import pytest
from django.test import Client
from tests import make

from wijkhart.areas.models import Postcode

pytestmark = pytest.mark.django_db


def test_every_address_to_try_answers() -> None:
    Postcode.objects.create(digits="3825", place="Amersfoort", x=155_000, y=463_000, latitude=52.1, longitude=5.4)
    make.service("Open tafel", place=make.place("Het Middelpunt", x=155_000.0, y=463_000.0))
    text = Client().get("/open-data/").content.decode()
    found = [html.unescape(url) for url in re.findall(r'href="(http://testserver/api/[^"]+)"', text)]
    assert len(found) == 9
    for url in found:
        answer = Client().get(url.removeprefix("http://testserver"))
        assert answer.status_code == 200, url
    assert "voorbeelden in" not in text


def test_it_says_when_there_are_examples_in_it_and_is_in_the_foot_of_every_page() -> None:
    make.service("Open tafel", example=True)
    text = Client().get("/open-data/").content.decode()
    assert "Er zitten voorbeelden in" in text
    assert 'href="/open-data/"' in Client().get("/privacy/").content.decode()
