"""Versions of the wijk analysis: what stood there then, what the team says of it, and when it became public.

A version that was published does not change any more. What changes is the draft after it.
"""

import hashlib
from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.agenda.actions.signals import NamesAPerson
from wijkhart.agenda.models import WijkAnalysis
from wijkhart.agenda.naming import Kind, sightings
from wijkhart.agenda.perms import may_edit_analysis
from wijkhart.agenda.queries.known_names import known_names
from wijkhart.areas.models import Area
from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.plain_text import wrong_in_text

LONGEST: Final = 4000


class Overtaken(Refused):
    """Somebody else saved meanwhile. Nothing of this was kept; `saved` is what stands there now."""

    def __init__(self, saved: WijkAnalysis) -> None:
        message = _("A colleague saved while you were writing. Your words are still here: look, and save again.")
        super().__init__(message)
        self.saved = saved


def new_version(*, by: Actor, area: Area, facts: Mapping[str, Any]) -> WijkAnalysis:
    """Begin a draft with the facts of now and the words of the version before it."""
    _demand(by, area.municipality_code)
    with transaction.atomic():
        list(Area.objects.select_for_update().filter(pk=area.pk).values_list("pk"))  # two who begin wait in line
        known = list(WijkAnalysis.objects.select_for_update().filter(district_code=area.code).order_by("-number"))
        if known and known[0].published_on is None:
            raise Refused(_("There is a draft already. Publish that first, or work on it."))
        made = WijkAnalysis.objects.create(
            municipality_code=area.municipality_code,
            district_code=area.code,
            number=known[0].number + 1 if known else 1,
            words=known[0].words if known else {},
            facts=dict(facts),
            actor_id=by.actor_id,
        )
        record(by, "analysis.made", made, municipality=area.municipality_code)
    return made


def renew_facts(*, by: Actor, analysis: WijkAnalysis, facts: Mapping[str, Any]) -> WijkAnalysis:
    """Put the facts of now into a draft; the words stay."""
    with transaction.atomic():
        locked = _draft(by, analysis)
        locked.facts, locked.made_at = dict(facts), timezone.now()
        locked.save(update_fields=["facts", "made_at"])
        record(by, "analysis.renewed", locked, municipality=locked.municipality_code)
    return locked


def save_words(
    *, by: Actor, analysis: WijkAnalysis, words: Mapping[str, str], version: int, sure: bool = False
) -> WijkAnalysis:
    """Keep the team's own words for each part; `Overtaken` when somebody saved since `version` was read."""
    kept = {part: text.strip() for part, text in words.items() if text.strip()}
    _check_words(kept, analysis.municipality_code, sure)
    with transaction.atomic():
        locked = _draft(by, analysis)
        if locked.version != version:
            raise Overtaken(locked)
        locked.words, locked.version = kept, locked.version + 1
        locked.save(update_fields=["words", "version"])
        record(by, "analysis.changed", locked, municipality=locked.municipality_code)
    return locked


def publish_analysis(*, by: Actor, analysis: WijkAnalysis, version: int) -> WijkAnalysis:
    """Make a draft public, as whoever publishes has read it; from then on it stays as it is."""
    with transaction.atomic():
        locked = _draft(by, analysis)
        if locked.version != version:
            raise Refused(_("A colleague changed the words meanwhile. Read them once more, then publish."))
        if not locked.words:
            raise Refused(_("Write at least one part in your own words before you publish."))
        locked.published_on = timezone.localdate()
        locked.save(update_fields=["published_on"])
        record(by, "analysis.published", locked, municipality=locked.municipality_code)
    return locked


def mark_of(text: str) -> str:
    """A short mark of a text, to see later whether it changed.

    >>> mark_of(" a ") == mark_of("a") != mark_of("b")
    True
    """
    return hashlib.sha256(text.strip().replace("\r\n", "\n").encode()).hexdigest()[:16]


def _demand(by: Actor, municipality: str) -> None:
    if not may_edit_analysis(by, municipality):
        raise NotAllowed(_("You may not work on the analysis of this wijk."))


def _draft(by: Actor, analysis: WijkAnalysis) -> WijkAnalysis:
    _demand(by, analysis.municipality_code)
    locked = WijkAnalysis.objects.select_for_update().get(pk=analysis.pk)
    if locked.published_on is not None:
        raise Refused(_("This version is published and stays as it is. Begin a new version to change something."))
    return locked


def _check_words(words: Mapping[str, str], municipality: str, sure: bool) -> None:
    """Words of an analysis become public: plain, not endless, and about no person."""
    for part, text in words.items():
        if len(text) > LONGEST:
            message = _("This text is too long: %(length)s signs. At most %(most)s fit.")
            raise Refused(message % {"length": len(text), "most": LONGEST}, field=part)
        if wrong := wrong_in_text(text):
            raise Refused(" ".join(wrong), field=part)
        seen = tuple(one for one in sightings(text, known_names(municipality)) if one.kind in (Kind.NAME, Kind.NUMBER))
        if seen and not sure:
            raise NamesAPerson(seen, field=part)
