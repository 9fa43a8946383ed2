"""Alliances for the tests of this part: a wijk, players, and one that can begin."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from tests import make

from wijkhart.coordination.actions import (
    AllianceFacts,
    PartnerFacts,
    make_invitation_link,
    record_answer,
    start_alliance,
)
from wijkhart.coordination.models import Alliance, AlliancePartner
from wijkhart.core.actors import System

BY = System("test")
TODAY = timezone.localdate()
SITE = "http://wijk.test/"


def town() -> None:
    make.area(make.AMERSFOORT, name="Amersfoort")
    make.area(make.LIENDERT, name="Liendert")
    make.theme()
    make.target_group("seniors")


def facts(**more: Any) -> AllianceFacts:
    told = {
        "title": "Samen eten",
        "purpose": "Elke week eten 20 ouderen samen.",
        "theme": make.theme(),
        "target_group": make.target_group("seniors"),
        "district_code": make.LIENDERT,
        **more,
    }
    return AllianceFacts(**told)


def player(name: str = "De Kerk", **more: Any) -> PartnerFacts:
    return PartnerFacts(name, **{"task": "Kookt.", "gain": "De keuken wordt gebruikt.", **more})


def alliance(*names: str, **more: Any) -> Alliance:
    players = [player(name) for name in names or ("De Kerk", "De Moskee")]
    return start_alliance(by=BY, municipality=make.AMERSFOORT, facts=facts(**more), partners=players)


def partner(of: Alliance, name: str = "De Kerk") -> AlliancePartner:
    return AlliancePartner.objects.select_related("alliance__lead").get(alliance=of, name=name)


def says(of: Alliance, name: str, answer: str, words: str = "") -> AlliancePartner:
    return record_answer(by=BY, partner=partner(of, name), answer=answer, words=words)


def token(of: Alliance, name: str = "De Kerk") -> str:
    """The secret in a new link for this player."""
    letter = make_invitation_link(by=BY, partner=partner(of, name), facts=player(name), site=SITE)
    return letter.link.rstrip("/").rsplit("/", 1)[-1]


def ready(**more: Any) -> Alliance:
    """One that can begin: two said yes, it was agreed, and there is a day to look again."""
    made = alliance(agreement="De kerk kookt, de moskee nodigt uit.", until=TODAY + timedelta(days=90), **more)
    says(made, "De Kerk", "yes")
    says(made, "De Moskee", "yes")
    return made


def long_ago(days: int) -> datetime:
    return timezone.now() - timedelta(days=days)
