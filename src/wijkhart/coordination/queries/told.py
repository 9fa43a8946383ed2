"""White spots and overlaps of a wijk with everything that pages, files and paper say of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from wijkhart.areas.models import Area
from wijkhart.coordination.changes import Asked, query_of
from wijkhart.coordination.models import Alliance, Overlap
from wijkhart.coordination.queries.advice_words import (
    closing_sentences,
    help_sentences,
    interval_sentence,
    quarter_sentence,
    sensitivity_sentence,
)
from wijkhart.coordination.queries.alliances import alliances_by_spot
from wijkhart.coordination.queries.gaps import Gap
from wijkhart.coordination.queries.overlap_words import (
    Told,
    group_labels,
    overlap_reasons,
    overlap_title,
    proposals_in_words,
)
from wijkhart.coordination.queries.player import Player
from wijkhart.coordination.queries.players import surroundings_of
from wijkhart.coordination.queries.sentences import certainty_sentences, gap_name, gap_title, reason_sentences
from wijkhart.coordination.words import QUARTER_LABELS, REASON_LABELS, quarter_of
from wijkhart.core.actors import Actor
from wijkhart.core.formats import number

PLAYERS_ON_A_CARD = 3


@dataclass(frozen=True, slots=True)
class ToldGap:
    """A gap in words: why, how sure, what helps, who could do it, and what would close it."""

    gap: Gap
    title: str
    reasons: tuple[str, ...]
    basis: tuple[str, ...]
    """What the numbers rest on."""
    certainty: tuple[str, ...]
    helps: tuple[str, ...]
    closes: tuple[str, ...]
    players: tuple[Player, ...]
    alliances: tuple[Alliance, ...] = ()
    """Players that already work on it together, or are being brought together for it."""

    @property
    def sentences(self) -> tuple[str, ...]:
        """Why these people have no place, and what the numbers rest on."""
        return self.reasons + self.basis

    @property
    def quarter(self) -> str:
        """The word for being among the worst quarter; empty when it was not computed."""
        return "" if self.gap.worst_quarter is None else str(QUARTER_LABELS[quarter_of(self.gap.worst_quarter)])

    @property
    def name(self) -> str:
        """What, for whom."""
        return gap_name(self.gap.theme, self.gap.target_group)

    @property
    def short(self) -> str:
        """Why, in a few words: `vol: 30, niets binnen bereik: 4`."""
        ordered = sorted(self.gap.reasons.items(), key=lambda item: -item[1])
        return ", ".join(f"{REASON_LABELS[reason]}: {number(people)}" for reason, people in ordered)

    @property
    def few_players(self) -> tuple[Player, ...]:
        return self.players[:PLAYERS_ON_A_CARD]

    @property
    def what_if(self) -> str:
        """The question "what if we do what helps most", as the page of that name reads it; empty without advice."""
        group = next((one for one in self.gap.helps if one["kind"] == "group"), None)
        if group is None:
            return ""
        about = {"themes": self.gap.theme.key, "groups": self.gap.target_group.key, "where": group["place"]}
        much = {"parts": group["part"], "people": str(round(group["places"])), "times": "1"}
        asked = Asked.of("add", name=_("a new group"), **about, **much)
        return query_of([asked])


def told_gaps(actor: Actor, area: Area, gaps: Iterable[Gap]) -> tuple[ToldGap, ...]:
    """The gaps of one wijk in words; what lies around the wijk is read once."""
    listed = list(gaps)
    if not listed:
        return ()
    around, allied = surroundings_of(actor, area), alliances_by_spot(actor, area)
    return tuple(
        _told(
            gap,
            tuple(around.players(gap.theme, gap.target_group)),
            allied.get((gap.theme.pk, gap.target_group.pk), ()),
        )
        for gap in listed
    )


def _told(gap: Gap, players: tuple[Player, ...], allied: tuple[Alliance, ...]) -> ToldGap:
    certain = (interval_sentence(gap), quarter_sentence(gap), sensitivity_sentence(gap))
    return ToldGap(
        gap=gap,
        title=gap_title(gap),
        reasons=tuple(reason_sentences(gap)),
        basis=tuple(certainty_sentences(gap)),
        certainty=tuple(sentence for sentence in certain if sentence),
        helps=tuple(help_sentences(gap)),
        closes=tuple(closing_sentences(gap)),
        players=players,
        alliances=allied,
    )


@dataclass(frozen=True, slots=True)
class ToldOverlap:
    """An overlap in words, with what could be done and the people served before and after."""

    overlap: Overlap
    title: str
    reasons: tuple[str, ...]
    proposals: tuple[Told, ...]


def told_overlaps(actor: Actor, area: Area) -> tuple[ToldOverlap, ...]:
    """The overlaps that people of a wijk can reach, as far as this actor may see them; the open ones first."""
    found = Overlap.objects.visible_to(actor).current().filter(municipality_code=area.municipality_code)
    here = found.filter(facts__codes__icontains=area.code).select_related("theme", "target_group", "owner")
    listed = list(here)
    groups = group_labels() if listed else {}
    return tuple(
        ToldOverlap(one, overlap_title(one), tuple(overlap_reasons(one)), tuple(proposals_in_words(one, groups)))
        for one in sorted(listed, key=lambda one: (one.state != Overlap.State.OPEN, one.theme.order, one.key))
    )
