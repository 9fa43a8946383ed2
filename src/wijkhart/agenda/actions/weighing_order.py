"""Filling a draft with what the wijken say, and putting it in order. Called inside the transaction of an action."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from django.utils import timezone

from wijkhart import __version__
from wijkhart.agenda.models import CityIssue, CityIssuePart, CityWeighing
from wijkhart.agenda.queries.certainty import SEED
from wijkhart.agenda.queries.city_input import (
    Standing,
    council_points,
    digest_of,
    heard_of,
    people_in,
    standing_for,
    voices_of,
    year_of_people,
)
from wijkhart.analysis.city_order import gathered
from wijkhart.analysis.prioritising import ranked
from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor

Kind = tuple[str, str]


def put_in_order(by: Actor, locked: CityWeighing, verb: str, *, anew: bool = False) -> CityWeighing:
    """Keep a draft that was changed, put its order right and write down what was done; `anew` takes over what wijken
    say now first. Inside the transaction of the action."""
    locked.version += 1
    locked.save()
    if anew:
        _gather(locked)
    _reckon(locked)
    record(by, verb, locked, municipality=locked.municipality_code)
    return locked


def _gather(weighing: CityWeighing) -> None:
    """Take over what the wijken say now. What people joined or parted stays as they left it, if it still stands."""
    standing = standing_for(weighing)
    kept = _renewed(weighing, standing)
    free = [one for one in standing if one.issue.pk not in kept]
    open_to = _shared(weighing)
    joining = [one for one in free if _kind(one) in open_to]
    _add(weighing, [(open_to[_kind(one)], one) for one in joining])
    by_key = {str(one.issue.pk): one for one in free if _kind(one) not in open_to}
    for keys in gathered([one.placed for one in by_key.values()], weighing.many):
        rows = [by_key[key] for key in keys]
        made = _city_issue(weighing, [one.issue.title for one in rows], _kind(rows[0]))
        _add(weighing, [(made, one) for one in rows])
    weighing.recipe = {
        "digest": digest_of(standing),
        "version": __version__,
        "date": timezone.localdate().isoformat(),
        "seed": SEED,
        "people_year": year_of_people(weighing.municipality_code),
    }
    weighing.save(update_fields=["recipe"])


def _reckon(weighing: CityWeighing) -> None:
    """Let the three voices speak of every issue and write down score and place."""
    issues = list(weighing.issues.prefetch_related("parts__issue"))
    people, council = people_in(weighing.municipality_code), council_points(weighing)
    for issue in issues:
        parts = list(issue.parts.all())
        issue.voices = voices_of(issue.theme_id, parts, people, council)
        issue.spread = len({part.district_code for part in parts})
        issue.example = any(part.issue is not None and part.issue.example for part in parts)
    found = {one.key: one for one in ranked(heard_of(issues), weighing.weights)}
    for issue in issues:
        issue.position, issue.score = found[str(issue.pk)].place, found[str(issue.pk)].score
    CityIssue.objects.bulk_update(issues, ["voices", "spread", "example", "position", "score"])


def _city_issue(weighing: CityWeighing, titles: Sequence[str], kind: Kind) -> CityIssue:
    """A new city issue, called as most wijken call it; of equal ones as the first in the alphabet."""
    title = min(Counter(titles).items(), key=lambda item: (-item[1], item[0]))[0]
    theme, group = kind
    return CityIssue.objects.create(weighing=weighing, title=title, theme_id=theme, target_group_id=group)


def _renewed(weighing: CityWeighing, standing: Sequence[Standing]) -> set[object]:
    """Drop what is computed and what no longer stands; bring the rest up to date. Gives the issues that stay."""
    by_issue = {one.issue.pk: one for one in standing}
    hand = weighing.parts.exclude(reason="").filter(issue__in=by_issue)
    weighing.parts.exclude(pk__in=[part.pk for part in hand]).delete()
    for part, one in ((part, by_issue[part.issue_id]) for part in hand if part.issue_id):
        part.title, part.place, part.of, part.score = one.issue.title, one.place, one.of, one.score
        part.save()
    weighing.issues.filter(parts=None).delete()
    return {part.issue_id for part in hand}


def _shared(weighing: CityWeighing) -> dict[Kind, CityIssue]:
    """The city issues that people made and that stand in enough wijken to take in more of their kind."""
    wijken: dict[CityIssue, set[str]] = defaultdict(set)
    for part in weighing.parts.select_related("city_issue"):
        wijken[part.city_issue].add(part.district_code)
    return {
        (issue.theme_id, issue.target_group_id): issue for issue, codes in wijken.items() if len(codes) >= weighing.many
    }


def _kind(one: Standing) -> Kind:
    return one.issue.theme_id, one.issue.target_group_id


def _add(weighing: CityWeighing, rows: Sequence[tuple[CityIssue, Standing]]) -> None:
    CityIssuePart.objects.bulk_create(
        CityIssuePart(
            weighing=weighing,
            city_issue=issue,
            issue=one.issue,
            district_code=one.district,
            title=one.issue.title,
            place=one.place,
            of=one.of,
            score=one.score,
        )
        for issue, one in rows
    )
