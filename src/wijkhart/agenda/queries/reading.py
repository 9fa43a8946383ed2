"""Agendas as pages read them."""

from collections.abc import Iterable

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.agenda.models import Agenda, AgendaState, Ballot, Evidence, Issue, IssueStatus, SignalGroup
from wijkhart.agenda.models.agenda import AgendaQuerySet, IssueQuerySet
from wijkhart.areas.models import Area
from wijkhart.areas.queries import area_by_code
from wijkhart.core.actors import Actor

LEFT_OUT = (IssueStatus.DROPPED, IssueStatus.DUPLICATE, IssueStatus.CITY)
PUBLIC = (AgendaState.ADVICE, AgendaState.ADOPTED, AgendaState.CLOSED)


def agendas_of(actor: Actor, municipality: str) -> AgendaQuerySet:
    """The agendas of a municipality that this actor may see."""
    return Agenda.objects.visible_to(actor).filter(municipality_code=municipality)


def running_agenda(actor: Actor, municipality: str, district: str) -> Agenda | None:
    """What somebody who asks for "the agenda" of a wijk means: the one of today that is public, else the newest
    public one, else (for who may see it) the draft."""
    today = timezone.localdate()
    found = list(agendas_of(actor, municipality).filter(district_code=district).order_by("-starts_on"))
    fixed = [one for one in found if one.state in PUBLIC]
    now = [one for one in fixed if one.starts_on <= today <= one.ends_on]
    return next(iter([*now, *fixed, *found]), None)


def draft_agenda(actor: Actor, municipality: str, district: str) -> Agenda | None:
    """The agenda that is being made, for who works on it."""
    found = agendas_of(actor, municipality).filter(district_code=district).exclude(state__in=PUBLIC)
    return found.order_by("-starts_on").first()


def open_ballot_of(actor: Actor, municipality: str, district: str) -> Ballot | None:
    """The vote that is open now for an area."""
    rows = Ballot.objects.visible_to(actor).select_related("agenda").filter(agenda__state=AgendaState.PRIORITISING)
    found = rows.filter(agenda__municipality_code=municipality, agenda__district_code=district)
    return next((one for one in found if one.is_open), None)


def issues_in_full(actor: Actor) -> IssueQuerySet:
    """Issues with all that their pages show."""
    pieces = Prefetch("evidence", Evidence.objects.order_by("id"))
    doubles = Prefetch("duplicates", Issue.objects.order_by("title").prefetch_related(pieces))
    rows = Issue.objects.visible_to(actor).select_related("agenda", "theme", "target_group", "owner", "duplicate_of")
    return rows.prefetch_related(pieces, doubles)


def places_on_agendas(actor: Actor, municipality: str, district: str) -> list[tuple[Agenda | Issue, str]]:
    """Where something about a wijk can go, with words: a new issue on an agenda that is still being made, or an issue
    that stands on one that is not closed; first those of the wijk, then those of the whole municipality."""
    areas = list(dict.fromkeys([district, ""]))
    rows = agendas_of(actor, municipality).filter(district_code__in=areas).exclude(state=AgendaState.CLOSED)
    found: list[tuple[Agenda | Issue, str]] = []
    agendas = sorted(rows.prefetch_related("issues"), key=lambda one: (areas.index(one.district_code), one.starts_on))
    names = area_names(agendas)
    for agenda in agendas:
        title = agenda_title(agenda, names[agenda.district_code or agenda.municipality_code])
        if agenda.state not in PUBLIC:
            found.append((agenda, _("A new issue on: %(agenda)s") % {"agenda": title}))
        standing = [issue for issue in agenda.issues.all() if issue.status not in LEFT_OUT]
        found += [(issue, f"{issue.title} ({title})") for issue in sorted(standing, key=lambda one: one.title)]
    return found


def evidence_about(actor: Actor, reference: str) -> list[Evidence]:
    """The pieces with this reference on agendas that this actor may see, with their issue."""
    issues = Issue.objects.visible_to(actor).standing()
    return list(Evidence.objects.filter(reference=reference, issue__in=issues).select_related("issue__agenda"))


def signals_reference(group: SignalGroup) -> str:
    """What names a group of signals as evidence."""
    return f"signals-{group.pk}"


def area_names(agendas: Iterable[Agenda]) -> dict[str, str]:
    """The names of the areas of these agendas, by code."""
    codes = {one.district_code or one.municipality_code for one in agendas}
    return dict(Area.objects.current().filter(code__in=codes).values_list("code", "name"))


def area_of(agenda: Agenda) -> Area:
    """The wijk, or the municipality, that an agenda is about."""
    return area_by_code(agenda.district_code or agenda.municipality_code)


def agenda_title(agenda: Agenda, name: str) -> str:
    """How an agenda is called: its area and years."""
    first, last = agenda.starts_on.year, agenda.ends_on.year
    years = str(first) if first == last else f"{first}-{last}"
    return _("Agenda of %(name)s, %(years)s") % {"name": name, "years": years}
