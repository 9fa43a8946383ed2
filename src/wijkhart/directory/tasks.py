"""Slow work on what is offered."""

from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from wijkhart.core.jobs.kinds import job_kind
from wijkhart.core.jobs.run import JobRun
from wijkhart.directory.actions import load_example_supply, send_digests
from wijkhart.directory.actions.asking import kinds_now

ASK: Final = "directory.ask"


@job_kind("directory.examples", label=_("Load example services"), right="service.edit")
def load_examples(run: JobRun, municipality: str) -> dict[str, Any]:
    """Fill a municipality with example supply."""
    return {"new": len(load_example_supply(by=run.by, municipality=municipality, progress=run))}


@job_kind(ASK, label=_("Ask providers whether their entries are right"), right="provider.call")
def ask(run: JobRun, municipality: str, site: str) -> dict[str, Any]:
    """Send the reminders, the mails of the season and the regular ones; says how many left."""
    rounds = [
        send_digests(by=run.by, municipality=municipality, kind=kind, site=site, progress=run) for kind in kinds_now()
    ]
    sent, failed = sum(one.sent for one in rounds), sum(one.failed for one in rounds)
    message = _gettext("%(sent)s mails sent; %(failed)s did not leave.") % {"sent": sent, "failed": failed}
    return {"message": message, "url": reverse("freshness_overview", args=[municipality])}
