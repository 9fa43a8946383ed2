"""Every address and every table, seen by every role of Amersfoort, with objects of Deventer that they must not see.

`leaks()` gives what got through. A new address is walked by itself; when it needs an argument that nobody knows yet,
`Unknown` says what to add here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db.models import Model
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests import make
from tests.cast import Cast, cast
from tests.house.hidden import HIDDEN
from tests.house.marked import HERE, MARK, THERE, THERE_DISTRICT
from wijkhart.core.actors import ANONYMOUS, Actor

REFUSED: Final = {403, 404, 405}

PUBLIC: Final = {
    "areas.Area": "open data",
    "areas.Figure": "open data",
    "areas.Measure": "open data",
    "areas.Postcode": "open data",
    "areas.Source": "open data",
    "directory.FreshnessPeriod": "how long a confirmation counts is public",
    "themes.Need": "open data",
    "themes.TargetGroup": "open data",
    "themes.Theme": "open data",
    "places.UseNorm": "what share of rooms is kept free is public",
    "times.LocalHoliday": "days off are public",
}
"""Tables whose `visible_to` keeps nothing back, and why."""


class Unknown(LookupError):  # noqa: N818 - says what to add
    """The matrix meets something that it has no sample of."""


@dataclass(frozen=True, slots=True)
class Leak:
    """Something of Deventer that somebody of Amersfoort could reach."""

    who: str
    how: str
    """GET, POST or READ."""
    what: str
    """The address, or the table."""
    why: str


@dataclass(frozen=True, slots=True)
class World:
    """The cast of Amersfoort, and for each table an object of Deventer that they must not see."""

    people: Cast
    hidden: dict[str, Model]
    passkey: Authenticator

    @property
    def actors(self) -> list[tuple[str, Actor, Client]]:
        """A visitor and everyone of Amersfoort, each with a browser of their own."""
        visitor: tuple[str, Actor, Client] = ("visitor", ANONYMOUS, Client(raise_request_exception=False))
        here = [one for one in self.people.people if one is not self.people.charlie]
        return [visitor, *((one.role, one.actor, _browser(one.client())) for one in here)]


@dataclass(frozen=True, slots=True)
class Address:
    """One pattern of the resolver with its arguments filled in."""

    name: str
    path: str
    app: str
    public: bool
    hidden: bool
    """The address names a hidden object."""
    tenant: bool
    """The address names the other municipality, or one of its wijken."""


def _browser(client: Client) -> Client:
    client.raise_request_exception = False
    return client


def build() -> World:
    """Put everyone and everything in the database."""
    for code in (HERE, THERE, make.LIENDERT, THERE_DISTRICT):
        make.area(code, name=code)
    people = cast()
    hidden = {label: maker(people) for label, maker in HIDDEN.items()}
    key = Authenticator.objects.create(
        user=people.charlie.user, type=Authenticator.Type.WEBAUTHN, data={"name": MARK, "credential": {}}
    )
    return World(people, hidden, key)


BY_NOUN: Final = {label.rsplit(".")[-1].lower(): label for label in HIDDEN} | {
    "report": "areas.ImportReport",
    "report_reply": "agenda.Agenda",
    "question_answer": "agenda.Agenda",
    "programme": "agenda.Agenda",
    "target": "agenda.TargetPicture",
    "task_group": "agenda.TaskGroup",
    "task_step": "agenda.TaskGroup",
    "import": "areas.ImportReport",
    "run": "coordination.CoverageRun",
    "service_change": "directory.ServiceChange",
    "rule": "coordination.CoverageRun",
    "coverage": "coordination.CoverageRun",
    "effort_kind": "coordination.CoverageRun",
    "reach_curve": "coordination.CoverageRun",
    "partner": "coordination.AlliancePartner",
    "weighing": "agenda.CityWeighing",
    "priority": "agenda.CityWeighing",
    "city_issue": "agenda.CityWeighing",
    "division_add": "deployment.Budget",
    "division_compare": "deployment.Budget",
    "division_three": "deployment.Budget",
    "reserve": "deployment.Division",
    "grant": "deployment.ReserveGrant",
    "siting": "siting.SitingStudy",
    "place_cost_remove": "siting.PlaceCost",
    "meeting": "agenda.TeamMeeting",
    "decision": "agenda.TeamDecision",
    "commitment": "deployment.Budget",
    "item": "places.SharedItem",
    "calendar": "places.OutsideCalendar",
    "serie": "places.Booking",
    "waiting": "places.WaitingEntry",
    "week_programme": "programming.WeekProgramme",
    "week_line": "programming.WeekLine",
    "season_round": "seasons.SeasonRound",
    "season_request": "seasons.SeasonRequest",
    "season_plan": "seasons.SeasonPlan",
}
"""First word of the name of an address -> the table whose key stands in it."""

NO_WORD: Final = "01900000-0000-5000-8000-000000000000"
PLAIN: Final = {
    "token": "x" * 20,
    "key": "x-y",
    "uidb36": "1",
    "wanted": "json",
    "part": "1",
    "number": "1",
    "taxonomy": NO_WORD,
    "term": NO_WORD,
}
"""Arguments that are secrets of their own: a wrong one opens nothing."""


def addresses(world: World) -> list[Address]:
    """Every address of the resolver, pages and API, with arguments of the other municipality."""
    return list(_walk(world, get_resolver().url_patterns, ""))


def _walk(world: World, patterns: list[Any], prefix: str) -> Iterator[Address]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern).removeprefix("^")
        if isinstance(pattern, URLResolver):
            yield from _walk(world, pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield _filled(world, pattern, route)


def _filled(world: World, pattern: URLPattern, route: str) -> Address:
    name = pattern.name or route
    path, hidden, tenant = "/" + route, False, False
    for argument, converter in _arguments(route):
        value = sample(world, name, route, argument)
        path = path.replace(converter, value)
        hidden |= argument not in PLAIN and value in {str(one.pk) for one in (*world.hidden.values(), world.passkey)}
        tenant |= value in (THERE, THERE_DISTRICT)
    module = pattern.callback.__module__.split(".")
    app = module[1] if module[0] == "wijkhart" else module[0]
    return Address(name, path, app, not getattr(pattern.callback, "login_required", True), hidden, tenant)


def _arguments(route: str) -> list[tuple[str, str]]:
    """`<uuid:pk>` -> (pk, <uuid:pk>), also without a converter."""
    found = [part.split(">")[0] for part in route.split("<")[1:]]
    return [(part.split(":")[-1], f"<{part}>") for part in found]


def sample(world: World, name: str, route: str, argument: str) -> str:
    """What to fill in: a hidden object, or the other municipality or wijk."""
    if name.startswith("theme"):
        return "meeting"
    if argument in PLAIN:
        return PLAIN[argument]
    if "webauthn" in name:
        return str(world.passkey.pk)
    if argument in {"theme", "measure", "group", "extension", "format", "part", "version", "slug"}:
        return "meeting"
    about = argument.removesuffix("_code")
    if about in {"code", "municipality", "district"}:
        return THERE_DISTRICT if "wijken/" in route or about == "district" else THERE
    noun = argument.removesuffix("_id").removesuffix("_pk")
    words = name.replace("-", "_").split("_")
    for word in (noun, "_".join(words[:2]), *words):
        if label := BY_NOUN.get(word.removesuffix("s")):
            return str(world.hidden[label].pk)
    raise Unknown(
        f"The address {name} (/{route}) takes {argument}, and tests/house/matrix.py has no sample of it. Add a hidden"
        " object to HIDDEN, or its noun to BY_NOUN, so that the matrix can try it with an object of another tenant."
    )


def leaks(world: World, *, app: str = "", roles: frozenset[str] = frozenset()) -> Iterator[Leak]:
    """What got through, as it is found; of one app (and the API) and for some roles only, when asked."""
    found = [one for one in addresses(world) if not app or one.app in {app, "ninja"}]
    for role, actor, client in world.actors:
        if roles and role not in roles:
            continue
        yield from _leaks_in_tables(world, role, actor, app)
        for address in found:
            yield from _leaks_in(address, role, client)


def page_leaks(world: World, app: str, roles: frozenset[str]) -> Iterator[Leak]:
    """Only what pages and API show, not what tables give."""
    return (leak for leak in leaks(world, app=app, roles=roles) if leak.how != "READ")


def _leaks_in_tables(world: World, role: str, actor: Actor, app: str) -> Iterator[Leak]:
    for label, one in world.hidden.items():
        model = type(one)
        if app and not model.__module__.startswith(f"wijkhart.{app}."):
            continue
        if model._default_manager.visible_to(actor).filter(pk=one.pk).exists():  # type: ignore[attr-defined]
            yield Leak(role, "READ", label, "visible_to gives a row of another municipality")


def _leaks_in(address: Address, role: str, client: Client) -> Iterator[Leak]:
    yield from _judged(address, role, "GET", client.get(address.path))
    if address.hidden or address.tenant:
        yield from _judged(address, role, "POST", client.post(address.path))


def _judged(address: Address, role: str, method: str, answer: Any) -> Iterator[Leak]:
    """A hidden object and the inside of another municipality do not exist; no page shows the mark."""
    status = answer.status_code
    if status >= 500:
        yield Leak(role, method, address.path, f"breaks with {status}")
    elif MARK in text_of(answer):
        yield Leak(role, method, address.path, "shows something hidden")
    elif (address.hidden or (address.tenant and not address.public)) and not _turned_away(answer):
        yield Leak(role, method, address.path, f"answers {status} about something of another municipality")


def _turned_away(answer: Any) -> bool:
    """Refused, or sent to log in (again)."""
    return answer.status_code in REFUSED or (answer.status_code == 302 and answer.url.startswith("/inloggen/"))


def text_of(answer: HttpResponse) -> str:
    """All that an answer says, lower case, so that a mark is found however it is written."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    return body.decode(errors="replace").lower()


def tables_without_sample() -> list[str]:
    """Tables that hide rows, or belong to a municipality, of which the matrix has no sample."""
    return [
        model._meta.label
        for model in apps.get_models()
        if model.__module__.startswith("wijkhart.")
        and hasattr(model._default_manager, "visible_to")
        and model._meta.label not in {**HIDDEN, **PUBLIC}
    ]
