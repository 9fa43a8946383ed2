"""A rule that a plan breaks, as a sentence."""

from django.utils.translation import gettext as _

from wijkhart.analysis.timetable import Breach, ClashingPinsError, Session
from wijkhart.seasons.queries.naming import Names, moment


def breach_words(breach: Breach, names: Names) -> str:
    """The rule and who and what it is about."""
    who = names.request(breach.sessions[0].request) if breach.sessions else ""
    told = {"who": who, "all": all_words(breach.sessions, names), **_values(breach, names)}
    return _sentence(breach.rule) % told


def _sentence(rule: str) -> str:
    return {
        "known": _("%(who)s or its room does not take part any more."),
        "room_asked": _("%(who)s did not ask for %(room)s."),
        "seats": _("%(who)s comes with more people (%(first)s) than fit in the room (%(second)s)."),
        "needs": _("The room lacks something that %(who)s needs."),
        "wished": _("%(who)s did not ask for this time."),
        "opening": _(
            "%(who)s does not fit within the opening hours of %(room)s, with the time to set up and clear up."
        ),
        "closed": _("%(room)s is closed or taken at that time in every week of %(who)s."),
        "barred": _("The concept of the place keeps %(who)s out of %(room)s at that time."),
        "one_a_day": _("%(who)s would meet twice on one day."),
        "times": _("%(who)s would have more sessions than it asked (%(first)s)."),
        "at_least": _("%(who)s would have fewer sessions than are useful to it (%(first)s)."),
        "together": _("%(who)s asked one room for all its sessions."),
        "length": _("%(who)s would have a session shorter than is useful to it."),
        "companion": _("%(who)s asked to be kept together with another request of its own."),
        "loud": _("A loud group would be beside one that asked for quiet: %(all)s."),
        "clash": _("Two groups would have one room at the same time: %(all)s."),
        "held": _("Too much of the time of a room would be given out; a part is kept for the unexpected: %(all)s."),
    }.get(rule, _("A rule would be broken: %(all)s."))


def _values(breach: Breach, names: Names) -> dict[str, object]:
    values = breach.values
    room = breach.sessions[0].room if breach.sessions else ""
    return {
        "room": names.room(room),
        "first": values[0] if values else "",
        "second": values[1] if len(values) > 1 else "",
    }


def all_words(sessions: tuple[Session, ...], names: Names) -> str:
    """Sessions in a row: who, where and when."""
    return "; ".join(session_words(one, names) for one in sessions)


def session_words(session: Session, names: Names) -> str:
    """Who, where and when of one session."""
    return f"{names.request(session.request)}, {names.room(session.room)}, {moment(session.day, session.start)}"


def clash_words(error: ClashingPinsError, names: Names) -> str:
    """The smallest set of pins that cannot all stand, the rule, and what to do."""
    told = {"pins": all_words(error.pins, names), "rule": breach_words(error.breach, names)}
    if len(error.pins) == 1:
        return _("This pin cannot stand: %(pins)s. %(rule)s Unpin or move it.") % told
    return _("These pins cannot all stand: %(pins)s. %(rule)s Unpin or move one of them.") % told
