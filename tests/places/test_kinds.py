"""Kinds and names of public places, by the rules of the data file."""

import pytest

from wijkhart.places.kinds import clean_name, kind_of
from wijkhart.places.models import PlaceKind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Wijkcentrum Het Klokhuis", PlaceKind.COMMUNITY),
        ("bijgebouw Mevlana moskee", PlaceKind.FAITH),
        ("De Ontmoetingskerk", PlaceKind.FAITH),
        ("Sporthal Hoogkerk", PlaceKind.SPORT),
        ("Gymzaal Basisschool De Vijfmaster", PlaceKind.SPORT),
        ("Seniorenflat Otto Scheltus", PlaceKind.SENIOR),
        ("KAdECafé", PlaceKind.HOSPITALITY),
        ("OBA Molenwijk", PlaceKind.CULTURE),
        ("Wijkboerderij Nieuwland", PlaceKind.OUTDOOR),
        ("De Faam", PlaceKind.OTHER),
    ],
)
def test_a_name_tells_the_kind(name: str, kind: PlaceKind) -> None:
    assert kind_of(name, ["bijeenkomstfunctie"]) == kind


def test_use_tells_the_kind_only_when_the_name_does_not() -> None:
    assert kind_of("De Badde", ["onderwijsfunctie"]) == PlaceKind.SCHOOL
    assert kind_of("De Badde", ["onderwijsfunctie", "sportfunctie"]) == PlaceKind.OTHER
    assert kind_of("Gemeentehuis", ["sportfunctie"]) == PlaceKind.TOWN_HALL


def test_the_kind_in_the_file_is_the_last_resort() -> None:
    assert kind_of("De Badde", [], "horeca") == PlaceKind.HOSPITALITY
    assert kind_of("Adventkerk", [], "horeca") == PlaceKind.FAITH


@pytest.mark.parametrize(
    ("registered", "name"),
    [
        ("Bergkerk 1", "Bergkerk"),
        ("Sportcomplex Amerena  1", "Sportcomplex Amerena"),
        ("Walburgiskerk (1)", "Walburgiskerk"),
        ("Gemeentehuis (nummer 1)", "Gemeentehuis"),
        ("Kerkgebouw De Bron 1 (extra toegankelijk)", "Kerkgebouw De Bron"),
        ("Oude Stadhuis (Prikkelarm)", "Oude Stadhuis"),
        ("Dorpshuis Plein 13", "Dorpshuis Plein 13"),
        ("Voetbalvereniging Quick '20", "Voetbalvereniging Quick '20"),
        ("Hoog Vuur (naast Fluor)", "Hoog Vuur (naast Fluor)"),
    ],
)
def test_a_station_number_goes_and_a_real_number_stays(registered: str, name: str) -> None:
    assert clean_name(registered) == name
