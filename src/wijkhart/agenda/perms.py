"""Who may do what with signals and analyses, where it takes more than naming a right."""

from wijkhart.agenda.models import TaskGroup
from wijkhart.core.actors import Actor


def may_answer_signals(actor: Actor, municipality: str) -> bool:
    """Answer, group and take up signals."""
    return actor.may("signal.answer", municipality)


def may_enter_signals(actor: Actor, municipality: str) -> bool:
    """Enter a signal, also for somebody at the counter."""
    return actor.may("signal.enter", municipality)


def may_read_signals(actor: Actor, municipality: str) -> bool:
    """Read the words of signals."""
    return actor.may("signal.read", municipality)


def may_route_signals(actor: Actor, municipality: str) -> bool:
    """Handle signals that seem to name a person."""
    return actor.may("signal.route", municipality)


def may_edit_analysis(actor: Actor, municipality: str) -> bool:
    """Write the team's own words in an analysis, keep a version, publish it."""
    return actor.may("agenda.edit", municipality)


def may_edit_programme(actor: Actor, municipality: str) -> bool:
    """Make task groups, ask questions, write down reports."""
    return actor.may("programme.edit", municipality)


def may_keep_task_group(actor: Actor, group: TaskGroup) -> bool:
    """Whoever works on the programme; and the lead keeps its own steps, so that the work is told by who does it."""
    code = group.agenda.municipality_code
    leads = group.lead_id is not None and group.lead_id in actor.organisation_ids
    return actor.may("programme.edit", code) or (leads and actor.may("programme.edit_own", code))
