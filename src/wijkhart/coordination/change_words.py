"""A change in plain words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from wijkhart.core.formats import number
from wijkhart.themes.models import TargetGroup, Theme
from wijkhart.times.models import PartOfDay

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

KIND_LABELS: Final[dict[str, "StrOrPromise"]] = {
    "add": gettext_lazy("Add something"),
    "move": gettext_lazy("Move something"),
    "set": gettext_lazy("Other hours or number of people"),
    "close": gettext_lazy("Stop something"),
    "close_place": gettext_lazy("Close a place"),
}
"""What can be asked, in the order of the page."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of themes and target groups; one that is gone is called by its key."""

    themes: Mapping[str, str]
    groups: Mapping[str, str]

    def theme(self, key: str) -> str:
        return self.themes.get(key, key)

    def group(self, key: str) -> str:
        return self.groups.get(key, key)


def labels() -> Labels:
    """The words of today, in two queries."""
    return Labels(
        {theme.key: theme.label for theme in Theme.objects.all()},
        {group.key: group.label for group in TargetGroup.objects.all()},
    )


def words_of(kind: str, facts: Mapping[str, Any], words: Labels) -> str:
    """What a change does, as a heading in a list.

    `facts` are those that `coordination.queries.changing` found; empty when the change could not be read.
    """
    if not facts:
        return str(KIND_LABELS[kind])
    return {"move": _moved, "set": _set, "close": _closed, "close_place": _place_closed, "add": _added}[kind](
        facts, words
    )


def _moved(facts: Mapping[str, Any], words: Labels) -> str:
    return _("Move: %(service)s, to %(place)s") % facts


def _closed(facts: Mapping[str, Any], words: Labels) -> str:
    return ngettext(
        "Stop: %(service)s (%(places)s place a week)",
        "Stop: %(service)s (%(places)s places a week)",
        round(facts["weekly"]),
    ) % {"service": facts["service"], "places": number(facts["weekly"])}


def _place_closed(facts: Mapping[str, Any], words: Labels) -> str:
    return ngettext("Close: %(place)s (%(count)s service)", "Close: %(place)s (%(count)s services)", facts["count"]) % {
        "place": facts["place"],
        "count": number(facts["count"]),
    }


def _set(facts: Mapping[str, Any], words: Labels) -> str:
    said = []
    if facts["people"] != facts["people_now"]:
        said.append(
            _("%(new)s people at a time (now %(now)s)")
            % {"new": number(facts["people"]), "now": number(facts["people_now"])}
        )
    said += [
        _("%(part)s: %(new)s times a week (now %(now)s)")
        % {"part": part.label, "new": _short(facts["times"][place]), "now": _short(facts["times_now"][place])}
        for place, part in enumerate(PartOfDay)
        if facts["times"][place] != facts["times_now"][place]
    ]
    return _("Change: %(service)s, %(what)s") % {"service": facts["service"], "what": ", ".join(said)}


def _added(facts: Mapping[str, Any], words: Labels) -> str:
    values = {
        "name": facts["name"],
        "themes": _listed(words.theme(key) for key in facts["themes"]),
        "groups": _listed(words.group(key) for key in facts["groups"]),
        "where": facts["where"],
        "parts": _listed(str(PartOfDay(part).label) for part in facts["parts"]),
        "times": _often(facts["times"]),
        "people": number(facts["people"]),
    }
    if facts["at_home"]:
        words_for = _(
            "Add: %(name)s, at home with people in %(where)s (%(themes)s; %(groups)s; %(parts)s, "
            "%(times)s, %(people)s people at a time)"
        )
    else:
        words_for = _(
            "Add: %(name)s, at %(where)s (%(themes)s; %(groups)s; %(parts)s, %(times)s, %(people)s people at a time)"
        )
    return words_for % values


def _often(times: float) -> str:
    return _("once a week") if times == 1 else _("%(times)s times a week") % {"times": _short(times)}


def _short(value: float) -> str:
    """A number without needless decimals: 2, 0,5."""
    return number(value, 0 if float(value).is_integer() else 2)


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)
