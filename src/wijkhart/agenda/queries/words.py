"""The order of an agenda in sentences: what each voice says, why an issue stands there, what would change it."""

from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from wijkhart.agenda.charts import VoiceChart, voice_chart
from wijkhart.agenda.models import Agenda
from wijkhart.agenda.queries.voices import FEWEST, TOP, Order, Row
from wijkhart.core.formats import number

NAMES: Final = (gettext_lazy("Figures"), gettext_lazy("Professionals"), gettext_lazy("Residents"))


def voice_words(row: Row) -> tuple[str, str, str]:
    """The three voices on one issue, each in words: a number, or why there is none."""
    given = row.professionals
    spread = _("%(mean)s (spread %(spread)s, %(count)s people)")
    said = {"mean": _one(given.mean), "spread": _one(given.spread), "count": given.count}
    return (
        _("no figure") if row.figures is None else _one(row.figures),
        spread % said if given.mean is not None else too_few(given.count),
        _("no vote yet") if row.residents is None else points(row.residents),
    )


def too_few(count: int) -> str:
    """What stands where fewer people spoke than may be shown."""
    return _("too few yet (%(count)s of at least %(fewest)s)") % {"count": count, "fewest": FEWEST}


def points(count: int) -> str:
    """An amount of points of residents."""
    return ngettext("%(count)s point", "%(count)s points", count) % {"count": number(count)}


def score_words(row: Row) -> str:
    """The three voices together, 0 to 100, and on how many voices that rests when not on all."""
    if row.ranked.score is None:
        return _("unknown")
    score = number(100 * row.ranked.score)
    if row.heard == len(NAMES):
        return score
    return _("%(score)s (of %(heard)s of 3 voices)") % {"score": score, "heard": row.heard}


def chart_of(rows: Sequence[Row]) -> VoiceChart:
    """The three voices as bars, each as a part of the largest of its own kind."""
    return voice_chart(
        [
            (
                f"{place}. {row.issue.title}",
                [(str(name), _short(row)[voice], row.ranked.normal[voice]) for voice, name in enumerate(NAMES)],
            )
            for place, row in enumerate(rows, 1)
        ]
    )


def change_words(order: Order) -> list[str]:
    """What would change the order, and what would not."""
    rows = [row for row in order.rows if row.ranked.place is not None]
    told = []
    if len(rows) > 1 and rows[0].ranked.score == rows[1].ranked.score:
        told.append(_("The first two have the same score. No weight decides between them; people do."))
    elif len(rows) > 1 and order.swap is None:
        words = _("“%(first)s” stays before “%(second)s” whichever single weight you change.")
        told.append(words % _first_two(rows))
    elif order.swap is not None:
        told.append(_swap_words(order, rows))
    if len(order.rows) > TOP:
        told.append(_always_words(order))
    if order.ties:
        told.append(_("Issues with the same score share a place. Their order on the page means nothing."))
    return told


def why_words(row: Row, agenda: Agenda) -> list[str]:
    """Why an issue stands where it stands, for residents."""
    told = []
    if row.residents:
        told.append(_("Residents gave it %(points)s.") % {"points": points(row.residents)})
    if row.professionals.mean is not None:
        words = _("%(count)s professionals gave it %(mean)s out of 10 on average.")
        told.append(words % {"count": row.professionals.count, "mean": _one(row.professionals.mean)})
    if row.figures is not None:
        told.append(_("The figures give it %(points)s out of 10.") % {"points": _one(row.figures)})
    issue = row.issue
    if issue.position != issue.advised_position and issue.position_reason:
        words = _("The advice put it at number %(advised)s. The municipality moved it: %(reason)s")
        told.append(words % {"advised": issue.advised_position, "reason": issue.position_reason})
    elif issue.position_reason:
        told.append(_("The municipality says: %(reason)s") % {"reason": issue.position_reason})
    return told


def weight_words(agenda: Agenda) -> str:
    """The weights in one sentence."""
    told = {
        "figures": agenda.weight_figures,
        "professionals": agenda.weight_professionals,
        "residents": agenda.weight_residents,
    }
    words = _("Figures count for %(figures)s%%, professionals for %(professionals)s%%, residents for %(residents)s%%.")
    return words % told


def _one(value: float | None) -> str:
    return "" if value is None else number(value, 1)


def _short(row: Row) -> tuple[str, str, str]:
    """The numbers as they fit behind a bar."""
    mean = row.professionals.mean
    return (
        _("unknown") if row.figures is None else _one(row.figures),
        _("too few yet") if mean is None else _one(mean),
        _("unknown") if row.residents is None else points(row.residents),
    )


def _first_two(rows: Sequence[Row]) -> dict[str, str]:
    return {"first": rows[0].issue.title, "second": rows[1].issue.title}


def _swap_words(order: Order, rows: Sequence[Row]) -> str:
    swap = order.swap
    if swap is None:
        return ""
    words = _("“%(second)s” would stand before “%(first)s” if the weight of %(voice)s went from %(now)s%% to %(side)s.")
    border = number(100 * swap.needed, 1)
    side = _("more than %(border)s%%") if swap.needed > swap.now else _("less than %(border)s%%")
    return words % {
        **_first_two(rows),
        "voice": str(NAMES[swap.voice]).lower(),
        "now": number(100 * swap.now),
        "side": side % {"border": border},
    }


def _always_words(order: Order) -> str:
    names = ", ".join(f"“{row.issue.title}”" for row in order.always)
    if not names:
        return _("No issue is among the first five under all weights. Talk about the weights before the order.")
    return _("Always among the first five, whatever the weights: %(names)s.") % {"names": names}
