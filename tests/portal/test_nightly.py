"""The nightly work: every step, in its order, and a step that fails does not keep the others from running."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from tests import make

from wijkhart.directory.models import Freshness, SearchEntry, Service
from wijkhart.portal.management.commands import nightly

pytestmark = pytest.mark.django_db


def test_everything_is_brought_up_to_date() -> None:
    service = make.service("Schaken")
    Service.objects.filter(pk=service.pk).update(name="Dammen", freshness=Freshness.STALE)
    out = StringIO()
    call_command("nightly", stdout=out, stderr=out)
    service.refresh_from_db()
    assert service.freshness == Freshness.DUE, "never confirmed, and nobody was asked yet"
    assert "dam" in " ".join(SearchEntry.objects.get(service=service).facts["terms"])


def test_a_step_that_fails_is_named_and_the_others_run(monkeypatch: pytest.MonkeyPatch) -> None:
    ran = []

    def run(step: str, **options: Any) -> None:
        ran.append(step)
        if step == "age_services":
            raise CommandError("kapot")

    monkeypatch.setattr(nightly, "call_command", run)
    with pytest.raises(CommandError, match="age_services"):
        call_command("nightly", site="https://wijkhart.example", stdout=StringIO(), stderr=StringIO())
    assert ran == [*nightly.STEPS, *nightly.MAILS]
