"""Who may do what with the programme of a week; the reason stands with each."""

from wijkhart.accounts.models import Organisation
from wijkhart.core.actors import Actor
from wijkhart.places.models import Place
from wijkhart.programming.models import LineState, WeekLine, WeekProgramme


def may_keep_week(user: Actor, municipality: str, place: Place | None) -> bool:
    """Start, agree and publish: who keeps the programmes of the municipality, and who owns or runs the place."""
    if user.may("week_programme.edit", municipality):
        return True
    own = place is not None and not {place.owner_id, place.manager_id}.isdisjoint(user.organisation_ids)
    return own and user.may("week_programme.edit_own", municipality)


def may_keep_programme(user: Actor, programme: WeekProgramme) -> bool:
    """As starting it."""
    return may_keep_week(user, programme.municipality_code, programme.place)


def may_propose(user: Actor, programme: WeekProgramme) -> bool:
    """Add lines: the keeper, and every organisation that makes programmes in this municipality."""
    code = programme.municipality_code
    return may_keep_programme(user, programme) or user.may("week_programme.edit_own", code)


def may_speak_for(user: Actor, programme: WeekProgramme, organisation: Organisation | None) -> bool:
    """Name the maker of a line: the keeper names anyone, the rest only who they act for."""
    if may_keep_programme(user, programme):
        return True
    return organisation is not None and organisation.pk in user.organisation_ids and may_propose(user, programme)


def may_edit_line(user: Actor, line: WeekLine) -> bool:
    """The keeper, and the organisation whose line it is."""
    return may_speak_for(user, line.programme, line.organisation)


def may_decide_line(user: Actor, line: WeekLine) -> bool:
    """Agree or put back: the keeper, as long as the line stands."""
    return may_keep_programme(user, line.programme) and line.state != LineState.WITHDRAWN
