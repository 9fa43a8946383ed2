"""Three wijken with a fixed agenda, and a weighing over them, for the tests of the city's order."""

from datetime import date
from typing import Any

from tests import make
from tests.agenda.scene import BY, TODAY, issue, told

from wijkhart.agenda.actions import (
    WeighingFacts,
    fix_advice,
    freeze_weighing,
    publish_weighing,
    set_city_weights,
    start_agenda,
    start_weighing,
    take_step,
)
from wijkhart.agenda.models import Agenda, CityIssue, CityWeighing, Issue

NORTH, EAST, SOUTH = "WK030701", "WK030702", "WK030703"
PEOPLE = {NORTH: 4000, EAST: 3000, SOUTH: 1000}


def town(municipality: str = make.AMERSFOORT) -> None:
    make.area(municipality, name=municipality)
    for code, people in PEOPLE.items():
        make.area(code.replace("0307", municipality[2:]), name=f"Wijk {code[-2:]}", population=people)
    for key in ("meeting", "money", "language"):
        make.theme(key)
    for key in ("seniors", "low_income", "newcomers_language"):
        make.target_group(key)


KINDS = {"eten": ("meeting", "seniors"), "geld": ("money", "low_income"), "taal": ("language", "newcomers_language")}


def advised(district: str, *titles: str, year: int = TODAY.year, municipality: str = make.AMERSFOORT) -> Agenda:
    """An agenda fixed as advice with these issues in this order. A title begins with the word of its kind."""
    made = start_agenda(
        by=BY,
        municipality=municipality,
        district=district,
        starts_on=date(year, 1, 1),
        ends_on=date(year, 12, 31),
    )
    for title in titles:
        theme, group = KINDS[title.split()[0].lower()]
        issue(made, title, theme=make.theme(theme), target_group=make.target_group(group))
    for _step in range(2):
        made = take_step(by=BY, agenda=made, told=told(), version=made.version)
    made = fix_advice(by=BY, agenda=made, told=told(), version=made.version)
    for place, title in enumerate(titles, 1):
        Issue.objects.filter(agenda=made, title=title).update(position=place, advised_position=place)
    return made


def facts(year: int = TODAY.year, **told: Any) -> WeighingFacts:
    period = {"starts_on": date(year, 1, 1), "ends_on": date(year, 12, 31)}
    return WeighingFacts(**{"title": f"Weging {year}", **period, **told})


def weighing(year: int = TODAY.year, municipality: str = make.AMERSFOORT, **told: Any) -> CityWeighing:
    return start_weighing(by=BY, municipality=municipality, facts=facts(year, **told))


def frozen(of: CityWeighing, weights: tuple[int, int, int] = (50, 50, 0)) -> CityWeighing:
    of.refresh_from_db()
    of = set_city_weights(by=BY, weighing=of, weights=weights, note="Zo spraken we af.", version=of.version)
    return freeze_weighing(by=BY, weighing=of, version=of.version)


def published(of: CityWeighing, weights: tuple[int, int, int] = (50, 50, 0)) -> CityWeighing:
    of = frozen(of, weights)
    return publish_weighing(by=BY, weighing=of, version=of.version)


def order(of: CityWeighing) -> list[str]:
    """The titles in order."""
    return list(CityIssue.objects.filter(weighing=of).order_by("position", "title").values_list("title", flat=True))


def named(of: CityWeighing, title: str) -> CityIssue:
    return CityIssue.objects.get(weighing=of, title=title)
