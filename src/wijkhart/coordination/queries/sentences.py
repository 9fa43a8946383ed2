"""A white spot in plain words: each sentence one fact with its number."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkhart.coordination.queries.gaps import Gap
from wijkhart.core.formats import distance, number, weekday
from wijkhart.themes.models import TargetGroup, Theme
from wijkhart.times.models import PartOfDay


def gap_name(theme: Theme, target_group: TargetGroup) -> str:
    """What, for whom: `Ontmoeten, voor ouderen (65 jaar en ouder)`."""
    return _("%(theme)s, for %(group)s") % {"theme": theme.label, "group": lowered(target_group.label)}


def lowered(words: str) -> str:
    """A label within a sentence: `Ontmoeten` becomes `ontmoeten`, `65-plussers` stays."""
    return words[:1].lower() + words[1:]


def gap_title(gap: Gap) -> str:
    """How many people, of what, within which distance."""
    return ngettext(
        "%(people)s of the %(need)s people in need has no place within %(reach)s",
        "%(people)s of the %(need)s people in need have no place within %(reach)s",
        gap.unserved,
    ) % {"people": number(gap.unserved), "need": number(gap.need), "reach": distance(gap.norm.get("reach", 0))}


def reason_sentences(gap: Gap) -> list[str]:
    """A sentence for each reason, most people first, and what is closed."""
    ordered = sorted(gap.reasons.items(), key=lambda item: -item[1])
    said = [_reason(gap, reason, people) for reason, people in ordered]
    closed = in_words(weekday(day) for day in gap.evidence.get("closed_days", []))
    if closed:
        said.append(_("Nothing is open for them on %(days)s.") % {"days": closed})
    return said


def _reason(gap: Gap, reason: str, people: int) -> str:
    facts = {
        "people": number(people),
        "reach": distance(gap.norm.get("reach", 0)),
        "parts": parts_in_words(gap.norm.get("parts_of_day", [])),
    }
    if reason == "out_of_reach":
        words = ngettext(
            "For %(people)s person there is nothing within %(reach)s.",
            "For %(people)s people there is nothing within %(reach)s.",
            people,
        )
    elif reason == "not_for_them":
        words = ngettext(
            "For %(people)s person there is something within %(reach)s, but not for this group.",
            "For %(people)s people there is something within %(reach)s, but not for this group.",
            people,
        )
    elif reason == "wrong_hours":
        words = ngettext(
            "For %(people)s person there is something, but not in the %(parts)s.",
            "For %(people)s people there is something, but not in the %(parts)s.",
            people,
        )
    else:
        return _full(gap, people)
    return words % facts


def _full(gap: Gap, people: int) -> str:
    """The bottleneck is capacity: how many services, how many places."""
    services, weekly = gap.evidence.get("full", 0), gap.evidence.get("weekly", 0)
    if not services:
        return ngettext(
            "For %(people)s person everything within reach is full.",
            "For %(people)s people everything within reach is full.",
            people,
        ) % {"people": number(people)}
    first = ngettext(
        "For %(people)s person what is within reach is full:",
        "For %(people)s people what is within reach is full:",
        people,
    ) % {"people": number(people)}
    if gap.evidence.get("open") == services:
        second = ngettext(
            "the one service for them has %(weekly)s places a week.",
            "all %(count)s services for them together have %(weekly)s places a week.",
            services,
        )
    else:
        second = ngettext(
            "%(count)s of the %(open)s services for them is full; together they have %(weekly)s places a week.",
            "%(count)s of the %(open)s services for them are full; together they have %(weekly)s places a week.",
            services,
        )
    facts = {"count": number(services), "open": number(gap.evidence.get("open", 0)), "weekly": number(weekly)}
    return f"{first} {second % facts}"


def certainty_sentences(gap: Gap) -> list[str]:
    """What the number rests on."""
    source, year = str(gap.evidence.get("source", "")), str(gap.evidence.get("period", ""))
    facts = {"source": source if year in source else f"{source}, {year}"}
    if gap.estimate and source:
        words = _(
            "The number of people in need rests on a modelled estimate (%(source)s) and our norms, "
            "which are assumptions."
        )
    elif gap.estimate:
        words = _("The number of people in need rests on a modelled estimate and our norms, which are assumptions.")
    else:
        words = _("The number of people in need rests on population figures and our norms, which are assumptions.")
    return [words % facts, *([_("The supply is example data.")] if gap.example_supply else [])]


def parts_in_words(parts: Iterable[str]) -> str:
    """`morning or afternoon`."""
    chosen = set(parts)
    return in_words((str(part.label) for part in PartOfDay if part.value in chosen), _("or"))


def in_words(words: Iterable[str], joint: str = "") -> str:
    """`a, b and c`."""
    listed = list(words)
    if len(listed) < 2:
        return "".join(listed)
    return " ".join([", ".join(listed[:-1]), joint or _("and"), listed[-1]])
