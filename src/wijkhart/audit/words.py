"""How a verb such as `service.confirmed` is said to people. The verbs of every part stand here, as words only."""

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

NOUNS: "Final[dict[str, StrOrPromise]]" = {
    "analysis": _("wijk analysis"),
    "signal": _("signal"),
    "signal_group": _("group of signals"),
    "signalgroup": _("group of signals"),
    "wijkanalysis": _("wijk analysis"),
    "area": _("area"),
    "areas": _("areas"),
    "boundaries": _("borders"),
    "certainty_rule": _("rule of certainty"),
    "certaintyrule": _("rule of certainty"),
    "coverage": _("coverage"),
    "coveragenorm": _("norm"),
    "coveragerun": _("computation"),
    "actorname": _("name of a person"),
    "demo_cast": _("people of the demonstration"),
    "importreport": _("import"),
    "figures": _("figures"),
    "invitation": _("invitation"),
    "local_holiday": _("local day off"),
    "measures": _("list of measures"),
    "membership": _("membership"),
    "name": _("name of a person"),
    "norm": _("norm"),
    "opening_hours": _("opening hours"),
    "organisation": _("organisation"),
    "overlap": _("overlap"),
    "place": _("place"),
    "places": _("places"),
    "postcodes": _("postcodes"),
    "room": _("room"),
    "scenario": _("scenario"),
    "schedule": _("schedule"),
    "schedules": _("schedules"),
    "service": _("service"),
    "services": _("services"),
    "themes": _("themes"),
    "user": _("account"),
}
DEEDS: "Final[dict[str, StrOrPromise]]" = {
    "accepted": _("accepted"),
    "added": _("added"),
    "answered": _("answered"),
    "cleared": _("let through"),
    "forgotten": _("addresses wiped"),
    "held": _("held back"),
    "published": _("published"),
    "referred": _("passed on and erased"),
    "renewed": _("given the facts of the day"),
    "rephrased": _("said without a person"),
    "taken": _("taken up"),
    "changed": _("changed"),
    "confirmed": _("confirmed"),
    "edited": _("edited"),
    "ended": _("ended"),
    "erased": _("erased"),
    "expanded": _("put in the calendar"),
    "imported": _("brought in"),
    "kept": _("kept"),
    "linked": _("linked to its successor"),
    "unlinked": _("unlinked from its successor"),
    "reopened": _("opened again"),
    "reset": _("set back"),
    "loaded": _("brought in"),
    "made": _("made"),
    "offered": _("offered"),
    "recomputed": _("computed again"),
    "registered": _("registered"),
    "removed": _("removed"),
    "seeded": _("made"),
    "sent": _("sent"),
    "set": _("set"),
    "settled": _("given an end"),
    "withdrawn": _("withdrawn"),
}


def said(verb: str) -> str:
    """A verb in words, such as "aanbod bevestigd"; a word that nobody entered here is shown as it is.

    >>> from django.utils.translation import override
    >>> with override("en"): said("service.ended"), said("kite.flown_high")
    ('service ended', 'kite flown high')
    """
    noun, _dot, deed = verb.partition(".")
    return f"{NOUNS.get(noun, noun)} {DEEDS.get(deed, deed)}".replace("_", " ")
