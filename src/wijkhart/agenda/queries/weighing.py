"""Weighings of a city as other parts read them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from wijkhart.agenda.models import CityIssuePart, CityWeighing, WeighingState
from wijkhart.agenda.models.weighing import CityWeighingQuerySet
from wijkhart.core.actors import Actor


@dataclass(frozen=True, slots=True)
class ThemeWeights:
    """How heavy each theme is in each wijk according to a weighing: (code of the wijk, key of the theme) -> 0 to 1."""

    weights: dict[tuple[str, str], float]
    source: str
    of: CityWeighing | None


def weighings_of(actor: Actor, municipality: str) -> CityWeighingQuerySet:
    """The weighings of a municipality that this actor may see."""
    return CityWeighing.objects.visible_to(actor).filter(municipality_code=municipality)


def previous_of(actor: Actor, weighing: CityWeighing) -> CityWeighing | None:
    """The weighing of the last period, when this actor may see it."""
    rows = CityWeighing.objects.visible_to(actor)
    return rows.filter(pk=weighing.previous_id).first() if weighing.previous_id else None


def newest_with(actor: Actor, municipality: str, district: str) -> CityWeighing | None:
    """The newest weighing that this actor may see in which a wijk stands."""
    rows = weighings_of(actor, municipality).filter(parts__district_code=district)
    return rows.order_by("-starts_on").first()


def weights_of_themes(municipality: str) -> ThemeWeights:
    """Of the newest published weighing, else the newest frozen one: per wijk and theme, the score of the heaviest
    issue of that theme there. What the weighing knows nothing of is not in it; that is unknown, not 0."""
    fixed = CityWeighing.objects.filter(municipality_code=municipality).exclude(state=WeighingState.DRAFT)
    found = sorted(fixed.order_by("-starts_on"), key=lambda one: not one.public)
    if not found:
        return ThemeWeights({}, _("No weighing of the city has been frozen yet."), None)
    weighing, weights = found[0], dict[tuple[str, str], float]()
    parts = CityIssuePart.objects.filter(weighing=weighing).exclude(city_issue__score=None)
    for district, theme, score in parts.values_list("district_code", "city_issue__theme_id", "city_issue__score"):
        weights[district, theme] = max(weights.get((district, theme), 0.0), score or 0.0)
    return ThemeWeights(weights, source_words(weighing), weighing)


def source_words(weighing: CityWeighing) -> str:
    """Where a weight comes from, and how fixed it is."""
    day = weighing.published_on if weighing.public else weighing.frozen_on
    said = {"title": weighing.title, "day": f"{day:%d-%m-%Y}" if day else ""}
    if weighing.public:
        return _("City weighing “%(title)s”, published on %(day)s.") % said
    return _("City weighing “%(title)s”, frozen on %(day)s and not published yet.") % said
