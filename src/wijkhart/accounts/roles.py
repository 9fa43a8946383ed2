"""Roles and the rights that come with them. The page "wie mag wat" shows this table."""

from typing import TYPE_CHECKING, Final

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Role(models.TextChoices):
    """What somebody is for an organisation, in the words of the mission."""

    RESIDENT = "resident", _("resident")
    VOLUNTEER = "volunteer", _("volunteer or informal carer")
    BROKER = "broker", _("social broker")
    WORKER = "worker", _("generalist worker")
    PROVIDER = "provider", _("provider")
    PLACE_MANAGER = "place_manager", _("place manager")
    COORDINATOR = "coordinator", _("neighbourhood coordinator")
    POLICY_OFFICER = "policy_officer", _("policy officer")
    COUNCIL = "council", _("council or college")
    PRIVACY_OFFICER = "privacy_officer", _("privacy officer")
    ADMINISTRATOR = "administrator", _("administrator")


PROFESSIONALS: Final = frozenset(
    {
        Role.BROKER,
        Role.WORKER,
        Role.PROVIDER,
        Role.PLACE_MANAGER,
        Role.COORDINATOR,
        Role.POLICY_OFFICER,
        Role.COUNCIL,
        Role.ADMINISTRATOR,
    }
)
"""Everyone who works for the wijken."""

PRACTICE: Final = PROFESSIONALS - {Role.POLICY_OFFICER, Role.COUNCIL}
"""Everyone who meets residents, and who invites them."""

RIGHTS: Final[dict[str, frozenset[Role]]] = {
    "agenda.adopt": frozenset({Role.POLICY_OFFICER, Role.ADMINISTRATOR}),
    "agenda.edit": frozenset({Role.COORDINATOR, Role.POLICY_OFFICER, Role.ADMINISTRATOR}),
    "agenda.rate": PRACTICE,
    "agenda.read_draft": PROFESSIONALS,
    "alliance.edit": frozenset({Role.BROKER, Role.COORDINATOR, Role.ADMINISTRATOR}),
    "alliance.edit_own": frozenset({Role.PROVIDER, Role.PLACE_MANAGER}),
    "alliance.read": PROFESSIONALS,
    "areas.import": frozenset({Role.ADMINISTRATOR}),
    "audit.erase_name": frozenset({Role.PRIVACY_OFFICER}),
    "audit.read": frozenset({Role.PRIVACY_OFFICER, Role.ADMINISTRATOR}),
    "booking.decide": frozenset({Role.COORDINATOR, Role.ADMINISTRATOR}),
    "booking.decide_own": frozenset({Role.PROVIDER, Role.PLACE_MANAGER}),
    "booking.make": PRACTICE | {Role.VOLUNTEER},
    "coverage.read_history": frozenset(
        {Role.COORDINATOR, Role.POLICY_OFFICER, Role.COUNCIL, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR}
    ),
    "coverage.recompute": frozenset({Role.COORDINATOR, Role.POLICY_OFFICER, Role.ADMINISTRATOR}),
    "division.adopt": frozenset({Role.POLICY_OFFICER, Role.ADMINISTRATOR}),
    "division.edit": frozenset({Role.POLICY_OFFICER, Role.ADMINISTRATOR}),
    "division.read": PROFESSIONALS,
    "freshness.edit": frozenset({Role.COORDINATOR, Role.ADMINISTRATOR}),
    "job.read_all": frozenset({Role.ADMINISTRATOR}),
    "life_cycle.read": PROFESSIONALS,
    "local_holiday.edit": frozenset({Role.COORDINATOR, Role.ADMINISTRATOR}),
    "member.invite": frozenset({Role.COORDINATOR, Role.ADMINISTRATOR}),
    "member.read": frozenset({Role.COORDINATOR, Role.POLICY_OFFICER, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR}),
    "norm.edit": frozenset({Role.POLICY_OFFICER, Role.ADMINISTRATOR}),
    "obstacle.log": PRACTICE,
    "obstacle.settle": frozenset({Role.BROKER, Role.COORDINATOR, Role.ADMINISTRATOR}),
    "organisation.edit": frozenset({Role.COORDINATOR, Role.ADMINISTRATOR}),
    "organisation.edit_own": frozenset({Role.PROVIDER}),
    "overlap.read": PROFESSIONALS,
    "overlap.settle": frozenset({Role.COORDINATOR, Role.POLICY_OFFICER, Role.ADMINISTRATOR}),
    "patterns.read": frozenset({Role.ADMINISTRATOR}),
    "place.edit": frozenset({Role.COORDINATOR, Role.ADMINISTRATOR}),
    "place.edit_own": frozenset({Role.PROVIDER, Role.PLACE_MANAGER}),
    "place.read_draft": frozenset({Role.COORDINATOR, Role.POLICY_OFFICER, Role.ADMINISTRATOR}),
    "scenario.edit": frozenset({Role.BROKER, Role.COORDINATOR, Role.POLICY_OFFICER, Role.ADMINISTRATOR}),
    "scenario.read": PROFESSIONALS,
    "programme.edit": frozenset({Role.COORDINATOR, Role.POLICY_OFFICER, Role.ADMINISTRATOR}),
    "programme.edit_own": frozenset({Role.PROVIDER, Role.PLACE_MANAGER, Role.BROKER}),
    "provider.call": frozenset({Role.BROKER, Role.COORDINATOR, Role.ADMINISTRATOR}),
    "provider.trust": frozenset({Role.COORDINATOR, Role.ADMINISTRATOR}),
    "schedule.edit": frozenset({Role.PROVIDER, Role.PLACE_MANAGER, Role.BROKER, Role.COORDINATOR, Role.ADMINISTRATOR}),
    "search_sign.read": PROFESSIONALS,
    "season.plan": frozenset({Role.COORDINATOR, Role.ADMINISTRATOR}),
    "season.read": frozenset({Role.PLACE_MANAGER, Role.COORDINATOR, Role.POLICY_OFFICER, Role.ADMINISTRATOR}),
    "service.approve": frozenset({Role.COORDINATOR, Role.ADMINISTRATOR}),
    "service.collect": frozenset({Role.BROKER, Role.COORDINATOR, Role.ADMINISTRATOR}),
    "service.edit": frozenset({Role.COORDINATOR, Role.ADMINISTRATOR}),
    "service.edit_own": frozenset({Role.PROVIDER, Role.PLACE_MANAGER}),
    "service.read_draft": frozenset({Role.COORDINATOR, Role.POLICY_OFFICER, Role.ADMINISTRATOR}),
    "signal.answer": frozenset({Role.BROKER, Role.COORDINATOR, Role.ADMINISTRATOR}),
    "signal.enter": PRACTICE,
    "signal.read": PROFESSIONALS,
    "signal.route": frozenset({Role.COORDINATOR, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR}),
    "siting.edit": frozenset({Role.POLICY_OFFICER, Role.ADMINISTRATOR}),
    "siting.publish": frozenset({Role.POLICY_OFFICER, Role.ADMINISTRATOR}),
    "siting.read": PROFESSIONALS,
    "suggestion.answer": frozenset({Role.BROKER, Role.COORDINATOR, Role.ADMINISTRATOR}),
    "target.edit": frozenset({Role.POLICY_OFFICER, Role.ADMINISTRATOR}),
    "target.measure": frozenset({Role.COORDINATOR, Role.POLICY_OFFICER, Role.ADMINISTRATOR}),
    "team.edit": frozenset({Role.COORDINATOR, Role.ADMINISTRATOR}),
    "team.read": PROFESSIONALS,
    "theme.load": frozenset({Role.ADMINISTRATOR}),
    "use.read": PROFESSIONALS,
    "use_norm.edit": frozenset({Role.POLICY_OFFICER, Role.ADMINISTRATOR}),
    "use_rules.edit": frozenset({Role.POLICY_OFFICER, Role.ADMINISTRATOR}),
    "week_programme.edit": frozenset({Role.COORDINATOR, Role.ADMINISTRATOR}),
    "week_programme.edit_own": frozenset({Role.PROVIDER, Role.PLACE_MANAGER, Role.BROKER}),
    "week_programme.read": PROFESSIONALS,
}
"""Right -> the roles that hold it in the municipality of their membership."""

PLAIN_WORDS: Final[dict[str, "StrOrPromise"]] = {
    "agenda.adopt": _("Weigh and adopt the sociale agenda"),
    "agenda.edit": _("Work on the sociale agenda: issues, steps, order"),
    "agenda.rate": _("Give one's own voice as a professional on issues"),
    "agenda.read_draft": _("See an agenda that is still being made"),
    "alliance.edit": _("Bring players together and invite them"),
    "alliance.edit_own": _("Bring players together for one's own organisation, and invite them"),
    "alliance.read": _("See which players are being brought together, and what stands in their way"),
    "areas.import": _("Load new figures and borders"),
    "audit.erase_name": _("Erase a name from the log"),
    "audit.read": _("See who did what"),
    "booking.decide": _("Decide on bookings of every room, and close rooms for a while"),
    "booking.decide_own": _("Decide on bookings of the rooms of one's own organisation"),
    "booking.make": _("Book rooms for one's own organisation"),
    "coverage.read_history": _("See earlier results of the white spots"),
    "coverage.recompute": _("Have the white spots computed again"),
    "division.adopt": _("Write down which division of the budget was adopted, and grant from its reserve"),
    "division.edit": _("Keep budgets, kinds of effort with their reach, and divisions to compare"),
    "division.read": _("See budgets and divisions that are not adopted yet"),
    "freshness.edit": _("Set how long a confirmation counts"),
    "job.read_all": _("Follow the long jobs of everyone"),
    "life_cycle.read": _("See how general offers of line 1 go on, or end"),
    "local_holiday.edit": _("Set local days off"),
    "member.invite": _("Invite people, change their role and end it"),
    "member.read": _("See who has which role, with their names"),
    "norm.edit": _("Set how many places people need and how far they should have to go"),
    "obstacle.log": _("Say what stands in the way of a player"),
    "obstacle.settle": _("Give an obstacle an owner and an end"),
    "organisation.edit": _("Add and change organisations"),
    "organisation.edit_own": _("Change the entry of one's own organisation"),
    "overlap.read": _("See where services do the same for the same people"),
    "overlap.settle": _("Give an overlap an owner and an end"),
    "patterns.read": _("See the page with every building block of the site"),
    "place.edit": _("Add and change places"),
    "place.edit_own": _("Change the entry of one's own place"),
    "place.read_draft": _("See places that are not published yet"),
    "scenario.edit": _("Keep and remove scenarios: what if we add, move or close something"),
    "scenario.read": _("Ask what if, and see the scenarios that are kept"),
    "programme.edit": _("Work on the uitwerkingsagenda: task groups, steps, reports"),
    "programme.edit_own": _("Keep the steps of the task groups that one's own organisation leads"),
    "provider.call": _("See which providers stay silent, and call them"),
    "provider.trust": _("Say whose changes are live at once"),
    "schedule.edit": _("Set days and times"),
    "search_sign.read": _("See what people looked for in vain"),
    "season.plan": _("Make season rounds: open them, plan them, answer objections, and book the plan"),
    "season.read": _("See what every group asks in a season round, and the plans that are not published"),
    "service.approve": _("Approve or refuse changes of what is offered"),
    "service.collect": _("Keep the entries of groups that do not do so themselves"),
    "service.edit": _("Add and change what is offered"),
    "service.edit_own": _("Change what one's own organisation offers"),
    "service.read_draft": _("See offers that are not published yet"),
    "signal.answer": _("Answer signals"),
    "signal.enter": _("Enter signals, also for somebody else"),
    "signal.read": _("Read signals about the wijken"),
    "signal.route": _("Handle signals that seem to name a person"),
    "siting.edit": _("Keep what places cost, and study which places stay"),
    "siting.publish": _("Publish which places stay as advice, and withdraw it"),
    "siting.read": _("See what places cost, and studies of which places stay"),
    "suggestion.answer": _("Answer suggestions of residents"),
    "target.edit": _("Set the target pictures: what is aimed at, and by when"),
    "target.measure": _("Write down what was measured for a target picture"),
    "team.edit": _("Keep the wijk team: seats, meetings and decisions"),
    "team.read": _("See who sits in the wijk team, with their names, and all its meetings"),
    "theme.load": _("Load the list of themes and target groups"),
    "use.read": _("See how much rooms are used, and by which kinds of user"),
    "use_norm.edit": _("Set which share of the time of rooms is kept for the unexpected"),
    "use_rules.edit": _("Make and publish the rules of use: who goes first, and at which tariff"),
    "week_programme.edit": _("Keep and publish the programme of a week, for every place and wijk"),
    "week_programme.edit_own": _("Add to the programme of a week, and keep that of one's own place"),
    "week_programme.read": _("See the programme of a week while it is being made"),
}
"""What each right means, as the page "wie mag wat" says it."""

STAFF: Final = frozenset({Role.ADMINISTRATOR, Role.COORDINATOR, Role.POLICY_OFFICER, Role.PRIVACY_OFFICER, Role.WORKER})
"""Roles for which a password alone does not suffice."""

PRIVATE: Final = frozenset({Role.RESIDENT, Role.VOLUNTEER})
"""Roles that say something about a private person: never shown to the public, not even without a name."""


def rights_of(role: str) -> frozenset[str]:
    """The rights that one role holds.

    >>> "coverage.recompute" in rights_of("coordinator")
    True
    >>> rights_of("resident")
    frozenset()
    """
    return frozenset(right for right, roles in RIGHTS.items() if role in roles)
