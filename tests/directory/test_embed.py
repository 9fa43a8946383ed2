"""A list for the site of somebody else: off by default, only for who is named, and nothing kept of the visitor."""

import pytest
from django.conf import LazySettings
from django.test import Client
from tests import make

from wijkhart.config.environment import origin

pytestmark = pytest.mark.django_db
PATH = "/insluiten/aanbod/"
SITE = "https://www.example.org"


def test_without_a_site_that_may_it_does_not_exist() -> None:
    assert Client().get(PATH).status_code == 404


def test_only_the_named_sites_may_frame_it(settings: LazySettings) -> None:
    settings.EMBED_ALLOWED = [SITE, "https://buurt.example.org"]
    make.service("Koffie", example=True)
    answer = Client().get(PATH, {"zoek": "koffie", "taal": "nl"})
    assert answer.status_code == 200
    assert f"frame-ancestors {SITE} https://buurt.example.org;" in f"{answer['Content-Security-Policy']};"
    assert "X-Frame-Options" not in answer
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert not answer.cookies
    told = answer.content.decode()
    assert 'target="_blank" rel="noopener">Koffie' in told
    assert "Voorbeeld" in told
    assert "<script" not in told
    assert "<form" not in told


def test_no_other_page_may_be_framed(settings: LazySettings) -> None:
    settings.EMBED_ALLOWED = [SITE]
    service = make.service("Koffie")
    for path in ("/aanbod/", service.get_absolute_url(), "/contact/"):
        answer = Client().get(path)
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
        assert answer["X-Frame-Options"] == "DENY"


def test_it_takes_the_same_wishes_and_shows_only_what_everyone_may_see(settings: LazySettings) -> None:
    settings.EMBED_ALLOWED = [SITE]
    make.service("Koffie")
    make.service("Geheim", published=False)
    told = Client().get(PATH).content.decode()
    assert "Koffie" in told
    assert "Geheim" not in told
    assert "Niets gevonden" in Client().get(PATH, {"zoek": "schaken"}).content.decode()


@pytest.mark.parametrize(
    "text", ["*", "https://*.example.org", "example.org", "https://a.nl/pad", "'self'", "https://a.nl; x"]
)
def test_anything_but_the_address_of_a_site_stops_the_program(text: str) -> None:
    with pytest.raises(ValueError, match="not the address of a site"):
        origin(text)
