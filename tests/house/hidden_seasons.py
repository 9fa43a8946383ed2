"""Rows of Deventer about season rounds that nobody of Amersfoort may see."""

from datetime import date

from django.db.models import Model

from tests.cast import Cast
from tests.house.marked import MARK, THERE
from wijkhart.seasons.models import Objection, SeasonPlan, SeasonQuestion, SeasonRequest, SeasonRound


def season(people: Cast) -> SeasonRound:
    """A draft; all that follows stands in it."""
    days = {"first_day": date(2027, 9, 6), "last_day": date(2028, 6, 11), "ask_until": date(2027, 5, 1)}
    facts = {**days, "rules": MARK, "actor_id": "system:test"}
    return SeasonRound.objects.get_or_create(municipality_code=THERE, title=MARK, defaults=facts)[0]


def request(people: Cast) -> SeasonRequest:
    facts = {"title": MARK, "name": MARK, "minutes": 60, "people": 5, "note": MARK, "actor_id": "system:test"}
    return SeasonRequest.objects.get_or_create(round=season(people), organisation=people.other_town, defaults=facts)[0]


def plan(people: Cast) -> Model:
    asked = SeasonQuestion.objects.create(round=season(people), digest="x", inputs={"rooms": [], "requests": []})
    return SeasonPlan.objects.create(
        round=season(people), question=asked, number=1, made_by="greedy", note=MARK, actor_id="system:test"
    )


def objection(people: Cast) -> Model:
    return Objection.objects.create(request=request(people), text=MARK, actor_id="system:test")
