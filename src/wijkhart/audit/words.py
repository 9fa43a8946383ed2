"""How a verb such as `service.confirmed` is said to people. The verbs of every part stand here, as words only."""

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

NOUNS: "Final[dict[str, StrOrPromise]]" = {
    "agenda": _("agenda"),
    "ballot": _("vote of residents"),
    "issue": _("issue"),
    "vote": _("voice of a resident"),
    "area": _("area"),
    "areas": _("areas"),
    "boundaries": _("borders"),
    "certainty_rule": _("rule of certainty"),
    "certaintyrule": _("rule of certainty"),
    "claim": _("claim on an entry"),
    "coverage": _("coverage"),
    "coveragenorm": _("norm"),
    "coveragerun": _("computation"),
    "actorname": _("name of a person"),
    "demo_cast": _("people of the demonstration"),
    "importreport": _("import"),
    "digest": _("question to a provider"),
    "figures": _("figures"),
    "freshness_period": _("period of a confirmation"),
    "freshnessperiod": _("period of a confirmation"),
    "group": _("group"),
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
    "provider": _("provider"),
    "room": _("room"),
    "scenario": _("scenario"),
    "schedule": _("schedule"),
    "schedules": _("schedules"),
    "service": _("service"),
    "service_change": _("change of an entry"),
    "servicechange": _("change of an entry"),
    "services": _("services"),
    "suggestion": _("message about an entry"),
    "themes": _("themes"),
    "user": _("account"),
}
DEEDS: "Final[dict[str, StrOrPromise]]" = {
    "adopted": _("adopted by the municipality"),
    "advised": _("fixed as advice"),
    "closed": _("closed"),
    "coded": _("given codes for letters"),
    "given": _("given"),
    "grounded": _("given evidence"),
    "merged": _("named a duplicate"),
    "presented": _("presented to the providers"),
    "prioritised": _("being put in order"),
    "proposed": _("proposed"),
    "rated": _("given a voice"),
    "returned": _("taken a step back"),
    "started": _("started"),
    "ungrounded": _("given one piece of evidence less"),
    "weighted": _("given weights"),
    "accepted": _("accepted"),
    "added": _("added"),
    "aged": _("looked at again: how fresh they are"),
    "answered": _("answered"),
    "called": _("called, nobody answered"),
    "approved": _("approved"),
    "changed": _("changed"),
    "confirmed": _("confirmed"),
    "declined": _("declined"),
    "distrusted": _("no longer live at once"),
    "edited": _("edited"),
    "ended": _("ended"),
    "erased": _("erased"),
    "expanded": _("put in the calendar"),
    "forgotten": _("address forgotten"),
    "granted": _("granted"),
    "imported": _("brought in"),
    "kept": _("kept"),
    "linked": _("linked to its successor"),
    "unlinked": _("unlinked from its successor"),
    "reopened": _("opened again"),
    "reset": _("set back"),
    "loaded": _("brought in"),
    "made": _("made"),
    "offered": _("offered"),
    "paused": _("stopped for a while"),
    "recomputed": _("computed again"),
    "refused": _("refused"),
    "registered": _("registered"),
    "removed": _("removed"),
    "seeded": _("made"),
    "sent": _("sent"),
    "set": _("set"),
    "settled": _("given an end"),
    "trusted": _("live at once from now on"),
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
