"""What an alliance begins with: the issue, white spot or overlap that somebody comes from, and who could be asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from wijkhart.agenda.models import Issue
from wijkhart.areas.models import Area
from wijkhart.coordination.models import Overlap
from wijkhart.coordination.queries.candidates import Candidate, candidate_named, candidates_for, candidates_of
from wijkhart.coordination.queries.gaps import Gap, gap_of
from wijkhart.coordination.queries.overlap_words import overlap_title
from wijkhart.coordination.queries.sentences import gap_name, gap_title
from wijkhart.core.actors import Actor
from wijkhart.themes.models import TargetGroup, Theme


@dataclass(slots=True)
class Beginning:
    """What the form shows at first."""

    initial: dict[str, Any] = field(default_factory=dict)
    candidates: list[Candidate] = field(default_factory=list)
    issue: Issue | None = None
    gap: Gap | None = None
    overlap: Overlap | None = None


def beginning_of(actor: Actor, municipality: str, asked: Mapping[str, str]) -> Beginning:
    """From the values in the address; what is unknown or not for this actor is left out."""
    made = Beginning(initial={"lead": next(iter(sorted(actor.organisation_ids)), None)})
    issue, overlap = asked.get("punt", ""), asked.get("overlap", "")
    if issue:
        _from_issue(made, actor, municipality, issue)
    elif overlap:
        _from_overlap(made, actor, municipality, overlap)
    else:
        _from_spot(made, actor, municipality, asked)
    if player := asked.get("speler", "").strip():
        _with_player(made, actor, municipality, player)
    return made


def _from_issue(made: Beginning, actor: Actor, municipality: str, key: str) -> None:
    rows = Issue.objects.visible_to(actor).filter(municipality_code=municipality, pk__in=_uuids(key))
    issue = rows.select_related("agenda", "theme", "target_group").first()
    if issue is None:
        return
    made.issue = issue
    made.initial |= _about(issue.title, issue.wished_result, issue.theme_id, issue.target_group_id)
    made.initial |= {"issue": issue.pk, "district_code": issue.agenda.district_code}
    area = _district(municipality, issue.agenda.district_code)
    if area is not None:
        made.candidates = candidates_for(actor, area, issue.theme, issue.target_group)


def _from_overlap(made: Beginning, actor: Actor, municipality: str, key: str) -> None:
    rows = Overlap.objects.visible_to(actor).filter(municipality_code=municipality, pk__in=_uuids(key))
    overlap = rows.select_related("theme", "target_group").first()
    if overlap is None:
        return
    made.overlap, made.candidates = overlap, candidates_of(overlap)
    purpose = _("To do together what several players now do side by side, so that time and rooms come free.")
    made.initial |= _about(overlap_title(overlap), purpose, overlap.theme_id, overlap.target_group_id)


def _from_spot(made: Beginning, actor: Actor, municipality: str, asked: Mapping[str, str]) -> None:
    area = _district(municipality, asked.get("wijk", ""))
    theme = Theme.objects.visible_to(actor).filter(pk=asked.get("thema", "")).first()
    group = TargetGroup.objects.visible_to(actor).filter(pk=asked.get("groep", "")).first()
    made.initial |= {
        "district_code": area.code if area else "",
        "theme": theme.pk if theme else None,
        "target_group": group.pk if group else None,
    }
    if area is None or theme is None or group is None:
        return
    made.gap = gap_of(actor, area, theme.pk, group.pk)
    made.candidates = candidates_for(actor, area, theme, group, asked.get("speler", ""))
    title = _("%(name)s in %(wijk)s") % {"name": gap_name(theme, group), "wijk": area.name}
    wish = _("We want to make a place for them together.")
    said = f"{gap_title(made.gap)}. {wish}" if made.gap and made.gap.unserved else ""
    made.initial |= _about(title, said, theme.pk, group.pk)


def _with_player(made: Beginning, actor: Actor, municipality: str, player: str) -> None:
    """Tick this player; one that is not among those computed joins them, or stands as a name of its own."""
    keys = {one.key for one in made.candidates}
    if player not in keys and (named := candidate_named(actor, municipality, player)):
        made.candidates = [named, *made.candidates]
        keys.add(player)
    made.initial |= {"players": [player]} if player in keys else {}
    if player not in keys and not _uuids(player):
        made.initial["others"] = player[:120]


def _about(title: str, purpose: str, theme: str, group: str) -> dict[str, Any]:
    return {"title": title[:160], "purpose": purpose, "theme": theme, "target_group": group}


def _district(municipality: str, code: str) -> Area | None:
    return Area.objects.current().districts().within(municipality).filter(code=code).first()


def _uuids(text: str) -> list[UUID]:
    """The key in a text, if it is one."""
    try:
        return [UUID(text)]
    except ValueError:
        return []
