"""The dates of a weekly session in a season: those that go on, and those that a closure takes out."""

from datetime import date, timedelta

from wijkhart.seasons.clocks import dates_of, monday_of, quarter
from wijkhart.seasons.models import SeasonPlan, SeasonSession


def dates_in(plan: SeasonPlan, session: SeasonSession) -> tuple[list[date], list[date]]:
    """The dates on which a session goes on, and those on which its room was closed or taken when the plan was made."""
    inputs = plan.question.inputs
    room = next((at for at, one in enumerate(inputs["rooms"]) if one["key"] == str(session.room_id)), None)
    begins, ends = quarter(session.starts), quarter(session.ends)
    monday = monday_of(plan.round)
    shut = {
        monday + timedelta(weeks=week, days=weekday)
        for week, weekday, first, last, rooms in inputs["closures"]
        if weekday == session.weekday and first < ends and begins < last and (not rooms or room in rooms)
    }
    days = dates_of(session.request, plan.round, session.weekday)
    return [one for one in days if one not in shut], [one for one in days if one in shut]
