"""Makes the world of `tests/world.py` in the database that the environment names; runs in a process of its own."""

import json
import re
import time

from django.conf import settings
from django.contrib.auth import login
from django.contrib.sessions.backends.db import SessionStore
from django.core import mail
from django.core.management import call_command
from django.test import RequestFactory, override_settings
from django.utils import timezone

from tests.addresses import DISTRICT, MUNICIPALITY, addresses, example
from tests.seeding_rooms import bookings, ruled, things
from tests.seeding_seasons import seasons
from wijkhart.accounts.actions import DEMO_PASSWORD, invite_member
from wijkhart.accounts.actions.invitations import Ask
from wijkhart.accounts.actors import ActingUser
from wijkhart.accounts.models import Membership, Organisation, User
from wijkhart.accounts.roles import Role
from wijkhart.agenda.actions import new_version, publish_analysis, save_words, send_signal, vote_by_mail
from wijkhart.agenda.actions.signals import Told as Heard
from wijkhart.agenda.models import (
    Ballot,
    CityWeighing,
    Evidence,
    OpenQuestion,
    ProgrammeReport,
    SignalGroup,
    TargetPicture,
    TaskStep,
)
from wijkhart.agenda.models.team import TeamDecision, TeamMeeting, WijkTeam
from wijkhart.agenda.team_calendar import subscription_token
from wijkhart.areas.models import Area, ImportReport
from wijkhart.coordination.actions import keep_scenario
from wijkhart.coordination.changes import Asked
from wijkhart.coordination.models import AlliancePartner, CoverageResult, HandoverStep
from wijkhart.coordination.queries.invitations import token_for
from wijkhart.core.actors import ANONYMOUS, System
from wijkhart.core.jobs.actions import enqueue_job
from wijkhart.core.links import new_token
from wijkhart.deployment.models import Commitment, Division
from wijkhart.directory.actions import note_search, suggest
from wijkhart.directory.actions.suggesting import Told
from wijkhart.directory.hsds import at_place
from wijkhart.directory.hsds.words import THEMES, taxonomy_id, term_id
from wijkhart.directory.models import Digest, SearchSign, Service, ServiceChange
from wijkhart.directory.queries.find import Search
from wijkhart.places.actions import add_room
from wijkhart.places.facts import RoomFacts
from wijkhart.places.models import Place
from wijkhart.portal.queries.analysis import facts_now
from wijkhart.siting.models import PlaceCost, SitingStudy
from wijkhart.themes.models import Theme

A_YEAR = 365 * 86_400


def session_of(user: User) -> str:
    """The key of a session in which this person gave the password just now, as seen for a year."""
    request = RequestFactory().get("/")
    request.session = SessionStore()
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session["account_authentication_methods"] = [
        {"method": "password", "at": time.time() + A_YEAR, "email": user.email}
    ]
    request.session.set_expiry(A_YEAR)
    request.session.save()
    return str(request.session.session_key)


def administrator() -> Membership:
    """The one of the demo's cast who may do most."""
    return Membership.objects.select_related("user").get(user__example=True, role=Role.ADMINISTRATOR)


def demo_cast() -> dict[str, User]:
    """The people of the demo by their role; a second one with a role by their mailbox."""
    cast: dict[str, User] = {}
    for one in Membership.objects.filter(user__example=True).select_related("user").order_by("pk"):
        cast[one.user.email.partition("@")[0] if one.role in cast else one.role] = one.user
    return cast


def invitation(membership: Membership) -> str:
    """The token of an open invitation."""
    ask = Ask("nieuw@example.org", membership.organisation, Role.COORDINATOR, MUNICIPALITY)
    _made, link = invite_member(by=ActingUser(membership.user, membership), ask=ask, site="http://127.0.0.1")
    return link.rstrip("/").rsplit("/", 1)[-1]


def open_digest() -> str:
    """The token of an open question to the scouting group: the one that the demo asked, with another secret."""
    token, kept = new_token()
    asked = Digest.objects.filter(municipality_code=MUNICIPALITY, organisation__kind="scouting", answered_at=None)
    asked.update(token_digest=kept)
    return token


def suggestion(by: ActingUser) -> str:
    """The token of the page of whoever said that an entry is not right."""
    service = Service.objects.filter(municipality_code=MUNICIPALITY).order_by("pk")[0]
    return suggest(by=by, service=service, told=Told("Het is nu op donderdag.", "times"), sender="seed")[1]


def white_spot() -> dict[str, str]:
    """The wijk, theme and target group of the largest white spot."""
    result = CoverageResult.objects.exclude(unserved=None).select_related("area").order_by("-unserved")[0]
    return {"district": result.area.code, "theme": result.theme_id, "group": result.target_group_id}


def looked_for_in_vain() -> dict[str, str]:
    """A wijk and a theme that somebody looked for in vain."""
    sign = SearchSign.objects.exclude(district_code="").exclude(theme_id="").order_by("pk")[0]
    return {"district": sign.district_code, "theme": sign.theme_id}


def keeping() -> dict[str, dict[str, str]]:
    """A change that waits, an entry that has ended, a group whose entries are kept."""
    waiting = ServiceChange.objects.waiting().order_by("pk")[0]
    live = ServiceChange.objects.live().order_by("pk")[0]
    paused = Service.objects.filter(life_cycle="paused").order_by("pk")[0]
    group = Organisation.objects.exclude(kept_by=None).order_by("pk")[0]
    return {
        "service_change_detail": {"pk": str(waiting.pk)},
        "service_change_undo": {"pk": str(live.pk)},
        "service_change_withdraw": {"pk": str(waiting.pk)},
        "service_history": {"pk": str(waiting.service_id)},
        "service_reopen": {"pk": str(paused.pk)},
        "organisation_agreement": {"pk": str(group.pk)},
    }


def agendas() -> dict[str, dict[str, str]]:
    """Examples of the agenda: the open vote, a link to confirm a voice, and a piece of evidence with its issue."""
    vote = Ballot.objects.get(closes_on__gte=timezone.localdate())
    issue = vote.agenda.issues.order_by("pk")[0]
    about = {"ballot": vote, "email": "kiezer@example.org", "choices": {str(issue.pk): 2}}
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        vote_by_mail(by=ANONYMOUS, sender="127.0.0.1", site="http://127.0.0.1", **about)
    token = re.findall(r"bevestigen/([^/\s]+)/", str(mail.outbox[-1].body))[0]
    piece = Evidence.objects.order_by("pk")[0]
    step = TaskStep.objects.filter(state="open").order_by("pk")[0]
    told = ProgrammeReport.objects.order_by("pk")[0]
    asked = OpenQuestion.objects.filter(answered_on=None).order_by("pk")[0]
    with_steps = {"pk": str(step.group_id), "part": str(step.pk)}
    return {
        "agenda_certainty": {"pk": str(told.agenda_id)},
        "programme_detail": {"pk": str(told.agenda_id)},
        "programme_task_group": {"pk": str(told.agenda_id)},
        "programme_question": {"pk": str(told.agenda_id)},
        "programme_report": {"pk": str(told.agenda_id)},
        "report_reply": {"pk": str(told.agenda_id), "part": str(told.pk)},
        "question_answer": {"pk": str(asked.agenda_id), "part": str(asked.pk)},
        "task_group_detail": {"pk": str(step.group_id)},
        "task_group_edit": {"pk": str(step.group_id)},
        "task_group_end": {"pk": str(step.group_id)},
        "task_group_step": {"pk": str(step.group_id)},
        "task_step_edit": with_steps,
        "task_step_settle": with_steps,
        "ballot_vote": {"pk": str(vote.pk)},
        "vote_confirm": {"token": token},
        "issue_detach": {"pk": str(piece.issue_id), "part": str(piece.pk)},
    }


def alliances() -> dict[str, dict[str, str]]:
    """A player that is asked, the link of its invitation, and an alliance at work that goes on."""
    asked = AlliancePartner.objects.select_related("alliance").filter(alliance__state="forming").order_by("pk")[0]
    token, kept = token_for(asked)
    AlliancePartner.objects.filter(pk=asked.pk).update(token_digest=kept)
    one, alliance = {"pk": str(asked.pk)}, {"pk": str(asked.alliance_id)}
    steps = ("detail", "edit", "begin", "prolong", "end", "add_partner")
    return {
        **{f"alliance_{step}": alliance for step in steps},
        **{f"partner_{step}": one for step in ("edit", "invite", "answer", "leave")},
        "invitation_answer": {"token": token},
        "invitation_obstacle": {"token": token},
    }


def handovers() -> dict[str, dict[str, str]]:
    """The example handover that goes on, with a step that is still to do."""
    step = HandoverStep.objects.filter(handover__state="going", done_on=None).order_by("due", "pk")[0]
    one = {"pk": str(step.handover_id)}
    pages = ("detail", "edit", "finish", "stop", "add_step")
    steps = ("mark", "edit_step", "remove")
    return {
        **{f"handover_{page}": one for page in pages},
        **{f"handover_{page}": {**one, "part": str(step.pk)} for page in steps},
    }


def team() -> dict[str, dict[str, str]]:
    """The example team of Liendert: a seat, the meeting of last month and the one to come, and a decision to do."""
    here = WijkTeam.objects.get(district_code=DISTRICT)
    held, coming = TeamMeeting.objects.filter(team=here).order_by("starts_at")
    seat = {"part": str(here.seats.filter(until=None).order_by("pk")[0].pk)}
    decision = {"pk": str(TeamDecision.objects.filter(team=here, state="open", public=True).order_by("pk")[0].pk)}
    return {
        "seat_edit": seat,
        "seat_end": seat,
        "team_subscription": {"token": subscription_token(here)},
        "meeting_detail": {"pk": str(held.pk)},
        "meeting_calendar": {"pk": str(held.pk)},
        "meeting_minutes": {"pk": str(held.pk)},
        "meeting_edit": {"pk": str(coming.pk)},
        "meeting_cancel": {"pk": str(coming.pk)},
        "decision_detail": decision,
        "decision_edit": decision,
        "decision_settle": decision,
    }


def divisions() -> dict[str, dict[str, str]]:
    """The adopted example division with a wijk and what was granted, its budget, and one that is not adopted."""
    adopted = Division.objects.adopted().get()
    open_one = Division.objects.filter(budget=adopted.budget).exclude(pk=adopted.pk).order_by("fairness")[0]
    one, other, budget = {"pk": str(adopted.pk)}, {"pk": str(open_one.pk)}, {"pk": str(adopted.budget_id)}
    return {
        **{f"division_{page}": one for page in ("detail", "withdraw")},
        **{f"division_{page}": other for page in ("certainty", "edit", "compute", "remove", "adopt")},
        **{f"division_{page}": budget for page in ("add", "three", "compare")},
        "division_district": {**other, "code": "WK030710"},
        "reserve_grant": one,
        "grant_withdraw": {"pk": str(adopted.grants.order_by("pk")[0].pk)},
    }


def sitings() -> dict[str, dict[str, str]]:
    """The published example study with a plan and a wijk, the one that is open, and a place with its cost."""
    done = {"pk": str(SitingStudy.objects.published().get().pk)}
    open_one = {"pk": str(SitingStudy.objects.filter(published_on=None).get().pk)}
    cost = PlaceCost.objects.order_by("pk")[0]
    return {
        **{f"siting_{page}": done for page in ("detail", "compare", "withdraw")},
        **{f"siting_{page}": open_one for page in ("edit", "fixed", "travel", "compute", "remove", "publish")},
        "siting_travel_clear": open_one,
        "siting_plan": {**done, "number": "60"},
        "siting_district": {**done, "code": "WK030710"},
        "place_cost": {"pk": str(cost.place_id)},
        "place_cost_remove": {"pk": str(cost.pk)},
    }


def weighings() -> dict[str, dict[str, str]]:
    """The example weighing of this period, its heaviest issue, a wijk in it and a priority of the council."""
    newest = CityWeighing.objects.order_by("-starts_on")[0]
    issue = newest.issues.order_by("position", "pk")[0]
    priority = {"pk": str(newest.pk), "part": str(newest.priorities.order_by("pk")[0].pk)}
    pages = ["detail", "edit", "weights", "gather", "publish", "priorities", "back", "freeze", "compare", "certainty"]
    return {
        **{f"weighing_{page}": {"pk": str(newest.pk)} for page in pages},
        **{f"priority_{page}": priority for page in ("edit", "remove")},
        **{f"city_issue_{page}": {"pk": str(newest.pk), "part": str(issue.pk)} for page in ("detail", "join")},
        "city_issue_split": {"pk": str(newest.pk), "part": str(issue.parts.order_by("pk")[0].pk)},
        "weighing_district": {"pk": str(newest.pk), "code": issue.parts.order_by("pk")[0].district_code},
    }


def coffee() -> Asked:
    """Something more for seniors of Liendert: a change that gives people a place."""
    about = {"themes": "meeting", "groups": "seniors", "where": "WK030710", "parts": "afternoon"}
    return Asked.of("add", name="Koffie op woensdag", people="20", times="1", **about)


def feed() -> dict[str, dict[str, str]]:
    """Keys of the feed that are worked out, not kept."""
    service = Service.objects.filter(published=True).exclude(place=None).order_by("pk")[0]
    theme = Theme.objects.in_use().order_by("pk")[0]
    return {
        "hsds:service_detail": {"service": str(service.pk)},
        "hsds:service_at_location_detail": {"service_at_location": str(at_place(service.pk))},
        "hsds:organisation_detail": {"organisation": str(service.provider_id)},
        "hsds:taxonomy_detail": {"taxonomy": taxonomy_id(THEMES)},
        "hsds:taxonomy_term_detail": {"term": term_id(theme)},
    }


def heard() -> dict[str, dict[str, str]]:
    """A signal that is held back with the secret of its page, a group, and two versions of an analysis."""
    wijk, seed = Area.objects.current().get(code=DISTRICT), System("seed")
    signal, token = send_signal(
        by=ANONYMOUS, told=Heard(wijk, "Mijn buurman Henk maakt lawaai."), sender="seed", anyway=True
    )
    first = new_version(by=seed, area=wijk, facts=facts_now(seed, wijk))
    words = {"who": "Veel jonge gezinnen en veel ouderen.", "conclusion": "Begin met de zondag."}
    kept = save_words(by=seed, analysis=first, words=words, version=first.version)
    publish_analysis(by=seed, analysis=kept, version=kept.version)
    second = new_version(by=seed, area=wijk, facts=facts_now(seed, wijk))
    by_hand = str(TargetPicture.objects.filter(automatic="").order_by("pk")[0].pk)
    group = {"pk": str(SignalGroup.objects.order_by("pk")[0].pk)}
    return {
        **{f"target_{page}": {"pk": by_hand} for page in ("detail", "edit", "put_away", "measure")},
        "signal_sent": {"token": token},
        "signal_route": {"pk": str(signal.pk)},
        "signalgroup_detail": group,
        "signalgroup_issue": group,
        "signalgroup_answer": group,
        "analysis_version": {"number": str(first.number)},
        "analysis_download": {"number": str(first.number)},
        "analysis_edit": {"number": str(second.number)},
    }


def promised() -> dict[str, dict[str, str]]:
    """A promise in the budget of the demo, and that budget."""
    one = Commitment.objects.order_by("pk")[0]
    budget = {"pk": str(one.budget_id)}
    return {"commitment_add": budget, "commitment_remove": {**budget, "number": str(one.pk)}}


def main() -> None:
    """Load the demo, log its cast in, and write down what can be seen."""
    call_command("demo", municipality=MUNICIPALITY, load_only=True)
    admin = administrator()
    acting = ActingUser(admin.user, admin)
    enqueue_job(by=acting, kind="directory.examples", params={"municipality": MUNICIPALITY}, municipality=MUNICIPALITY)
    place = Place.objects.filter(municipality_code=MUNICIPALITY).order_by("pk")[0]
    add_room(by=acting, place=place, facts=RoomFacts(name="Grote zaal", floor_area=80, seats=40))
    keep_scenario(
        by=acting, municipality=MUNICIPALITY, name="Koffie erbij", note="Voor ouderen in Liendert.", changes=[coffee()]
    )
    for words in ("schaken", "taalles", "schaken"):
        note_search(by=ANONYMOUS, asked=Search(words=words, district="WK030710", weekday=1), municipality=MUNICIPALITY)
    given = {
        "room_add": {"pk": str(place.pk)},
        "import_detail": {"pk": str(ImportReport.objects.order_by("pk")[0].pk)},
        "invitation_accept": {"token": invitation(admin)},
        "digest_answer": {"token": open_digest()},
        "suggestion_sent": {"token": suggestion(acting)},
        "freshness_period_edit": {"part": "activity-times"},
        "freshness_period_reset": {"part": "activity-times"},
        "district_download": {"wanted": "json"},
        "gap_detail": white_spot(),
        "gap_place": white_spot(),
        "gap_renew": white_spot(),
        "searches_place": looked_for_in_vain(),
        **feed(),
        **keeping(),
        **agendas(),
        **alliances(),
        **bookings(),
        **things(acting),
        **ruled(acting),
        **heard(),
        **team(),
        **handovers(),
        **weighings(),
        **divisions(),
        **sitings(),
        **promised(),
        **seasons(acting),
    }
    paths, missing = {}, []
    for address in addresses():
        try:
            paths[address.name] = example(address, given.get(address.name, {}))
        except LookupError as error:
            missing.append(str(error))
    cast = demo_cast()
    facts = {
        "paths": paths,
        "missing": missing,
        "sessions": {role: session_of(user) for role, user in cast.items()},
        "logins": {role: (user.email, DEMO_PASSWORD) for role, user in cast.items()},
    }
    (settings.DATA_DIR / "world.json").write_text(json.dumps(facts, indent=1))
