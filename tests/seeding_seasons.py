"""Season rounds of the world: the example that is open, and a small one of which the plan is published."""

from datetime import time, timedelta

from django.utils import timezone

from tests.addresses import MUNICIPALITY
from wijkhart.accounts.actors import ActingUser
from wijkhart.places.models import Room
from wijkhart.seasons.actions import close_round, make_round, object_to_plan, open_round, plan_greedily, publish_plan
from wijkhart.seasons.actions import submit_request as ask
from wijkhart.seasons.models import Degree, SeasonPlan, SeasonRequest, SeasonRound
from wijkhart.seasons.request_facts import Hours, RequestFacts
from wijkhart.seasons.round_facts import RoundFacts


def seasons(acting: ActingUser) -> dict[str, dict[str, str]]:
    """The keys that stand in no table of their own name."""
    plan = SeasonPlan.objects.order_by("pk")[0]
    open_round_of = SeasonRequest.objects.filter(round=plan.round).order_by("pk")[0]
    session = plan.sessions.order_by("pk")[0]
    told = published(acting)
    pinned, placed = {"part": str(session.pk)}, {"part": str(open_round_of.pk)}
    one = {"pk": str(told.pk)}
    return {
        **{f"season_plan_{page}": {"pk": str(plan.pk), **pinned} for page in ("move", "pin")},
        "season_plan_place": {"pk": str(plan.pk), **placed},
        "season_request_calendar": one,
        "season_request_object": one,
        "season_request_detail": one,
    }


def published(acting: ActingUser) -> SeasonRequest:
    """A request that got less than it asked in a published plan, with an objection that waits."""
    room = Room.objects.filter(place__example=True).exclude(booking_mode="none").order_by("name")[0]
    first = timezone.localdate() + timedelta(weeks=12)
    first -= timedelta(days=first.weekday())
    facts = RoundFacts(
        title="Voorjaar (voorbeeld)",
        first_day=first,
        last_day=first + timedelta(weeks=8, days=-1),
        ask_until=timezone.localdate(),
    )
    season = make_round(by=acting, municipality=MUNICIPALITY, facts=facts, rooms=[room])
    SeasonRound.objects.filter(pk=season.pk).update(example=True)
    season = open_round(by=acting, season=season, version=season.version)
    hours = (Hours(1, time(18), time(22), Degree.WISH),)
    made = [
        ask(
            by=acting,
            season=season,
            facts=RequestFacts(title=title, name=f"Groep {title}", minutes=180, people=5, hours=hours, elsewhere=True),
        )
        for title in ("Bridge", "Zangkoor")
    ]
    plan = plan_greedily(by=acting, season=season)
    season = close_round(by=acting, season=season, version=season.version)
    publish_plan(by=acting, plan=plan, version=season.version)
    object_to_plan(by=acting, request=made[1], text="Op dinsdag kunnen wij echt niet anders.")
    return made[1]
