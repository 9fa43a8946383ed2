"""Loading one municipality. Each step can be run again: what stands there already is left alone."""

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from wijkhart.accounts.actions import seed_demo_cast, seed_demo_secretary
from wijkhart.accounts.actions.demo import Login
from wijkhart.accounts.models import Organisation
from wijkhart.agenda.actions import (
    load_example_agenda,
    load_example_programme,
    load_example_signals,
    load_example_team,
    load_example_weighing,
    load_targets,
)
from wijkhart.areas.actions import (
    import_boundaries,
    import_district_table,
    import_health_monitor,
    import_postcodes,
    load_measures,
)
from wijkhart.areas.models import Area, ImportReport, Measure
from wijkhart.coordination.actions import (
    load_certainty_rules,
    load_example_alliances,
    load_example_cooperation,
    load_example_handovers,
    load_example_obstacles,
    load_norms,
    recompute_coverage,
)
from wijkhart.core.actors import System
from wijkhart.core.errors import BadInput, InputProblem
from wijkhart.core.progress import Progress
from wijkhart.deployment.actions.effort import load_effort
from wijkhart.deployment.actions.examples import load_example_budget
from wijkhart.directory.actions import (
    age_services,
    load_example_supply,
    load_freshness_periods,
    seed_demo_keeping,
    send_digests,
)
from wijkhart.directory.models import DigestKind, Service
from wijkhart.places.actions import import_polling_places, load_example_rooms, load_example_rules
from wijkhart.programming.actions import load_example_weeks
from wijkhart.seasons.actions import load_example_round
from wijkhart.siting.actions.examples import load_example_siting
from wijkhart.themes.actions import load_themes
from wijkhart.times.actions import expand_all

DEMO = System("demo")
Import = Callable[..., Any]

FILES: tuple[tuple[str, Import, Any], ...] = (
    ("gemeenten_2024.geojson", import_boundaries, gettext_lazy("Borders of municipalities")),
    ("wijken_2024.geojson", import_boundaries, gettext_lazy("Borders and inhabitants of wijken")),
    ("RIVM_gezondheid2020_18+.xlsx", import_health_monitor, gettext_lazy("Health monitor 2020")),
    ("wijken_nl.csv", import_district_table, gettext_lazy("Loneliness of people over 65, household types")),
    ("postcodes_NL.txt", import_postcodes, gettext_lazy("Postcodes")),
    ("TweedeKamer-verkiezingen_2023.xlsx", import_polling_places, gettext_lazy("Public places")),
)


@dataclass(frozen=True, slots=True)
class Teller:
    """Says on the terminal what is done: a line per step, with the counter while it runs."""

    write: Callable[[str], None]
    live: bool

    def step(self, label: str, work: Callable[[Progress], str]) -> None:
        began = time.monotonic()
        outcome = work(self._counter(label))
        start = "\r\033[K" if self.live else ""
        self.write(f"{start}  {label}: {outcome} ({time.monotonic() - began:.1f} s)\n")

    def _counter(self, label: str) -> Progress:
        def show(done: int, total: int | None, doing: str) -> None:
            if self.live:
                amount = f"{done}/{total}" if total else str(done)
                self.write(f"\r\033[K  {label}: {doing} {amount}")

        return show


def load(municipality: str, teller: Teller, site: str = "http://127.0.0.1:8000") -> list[Login]:
    """Make the database and load everything for one municipality; returns the logins of the demo cast."""
    teller.step(_("Database"), lambda progress: _migrated())
    teller.step(_("Words: themes, measures, norms"), lambda progress: _words())
    for name, action, label in FILES:
        teller.step(str(label), partial(_imported, action, name, municipality))
    _must_be_known(municipality)
    teller.step(_("Example supply"), partial(_examples, municipality))
    logins = seed_demo_cast(by=DEMO, municipality=municipality)
    teller.step(_("Entries for the people of the demonstration"), partial(_keeping, municipality))
    teller.step(_("Times of the coming year"), lambda progress: _times(progress))
    teller.step(_("Coverage: need against supply"), partial(_covered, municipality))
    teller.step(_("How fresh entries are"), lambda progress: _aged(progress))
    teller.step(_("Asking providers"), partial(_asked, municipality, site))
    teller.step(_("Example signals"), lambda progress: _signals(municipality))
    teller.step(_("Example agendas"), lambda progress: _agendas(municipality))
    teller.step(_("Example task groups"), lambda progress: _programme(municipality))
    teller.step(_("Example weighings of the city"), lambda progress: _weighings(municipality))
    teller.step(_("Example alliances"), lambda progress: _alliances(municipality))
    teller.step(_("Example obstacles"), lambda progress: _obstacles(municipality))
    teller.step(_("Example handovers"), lambda progress: _handovers(municipality))
    teller.step(_("Example wijk teams"), lambda progress: _teams(municipality))
    teller.step(_("Example cooperation"), lambda progress: _cooperation(municipality))
    teller.step(_("Example rules of use"), lambda progress: _rules(municipality))
    teller.step(_("Example rooms"), lambda progress: _rooms(municipality))
    teller.step(_("Example season round"), lambda progress: _season(municipality))
    teller.step(_("Example week programmes"), lambda progress: _weeks(municipality))
    teller.step(_("Target pictures"), lambda progress: _targets(municipality))
    teller.step(_("Example budget and divisions"), lambda progress: _divisions(municipality))
    teller.step(_("Example study of which places stay"), lambda progress: _siting(municipality))
    club = Organisation.objects.filter(source="demo", source_id=f"{municipality}-chess").first()
    return [*logins, seed_demo_secretary(by=DEMO, municipality=municipality, club=club)] if club else logins


def _migrated() -> str:
    call_command("migrate", verbosity=0, interactive=False)
    return _("ready")


def _words() -> str:
    themes = load_themes(by=DEMO).total
    load_measures(by=DEMO)
    load_norms(by=DEMO)
    load_certainty_rules(by=DEMO)
    load_freshness_periods(by=DEMO)
    load_effort(by=DEMO)
    return _("%(count)s words, %(measures)s measures") % {"count": themes, "measures": Measure.objects.count()}


def _imported(action: Import, name: str, municipality: str, progress: Progress) -> str:
    """Import one file for one municipality, unless this very file was imported before."""
    path = data_file(name)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    known = ImportReport.objects.filter(file_name=name, digest=digest, municipality_code=municipality)
    if known.exists():
        return _("unchanged")
    report = action(by=DEMO, path=path, municipality=municipality, progress=progress)
    return _outcome(report)


def _outcome(report: ImportReport) -> str:
    """The counts that matter to who watches; the report itself says all."""
    counts = report.counts
    areas, figures = counts.get("areas_new", 0), counts.get("figures", 0)
    rows = counts.get("new", 0) + counts.get("postcodes_new", 0)
    said = [
        ngettext("%(count)s area", "%(count)s areas", areas) % {"count": areas} if areas else "",
        ngettext("%(count)s figure", "%(count)s figures", figures) % {"count": figures} if figures else "",
        ngettext("%(count)s row", "%(count)s rows", rows) % {"count": rows} if rows else "",
    ]
    if report.remarks:
        remarks = len(report.remarks)
        said.append(ngettext("%(count)s remark", "%(count)s remarks", remarks) % {"count": remarks})
    return ", ".join(part for part in said if part)


def data_file(name: str) -> Path:
    """A file of national open data. Raises `BadInput` where the clone's `demo` folder is absent."""
    path: Path = settings.DEMO_DATA / "national" / name
    if not path.exists():
        message = _("The file %(path)s is not there.") % {"path": path}
        raise BadInput([InputProblem(name, None, "", message, _("Run this command from a complete clone."))])
    return path


def _must_be_known(municipality: str) -> None:
    """Stop when the files hold no such municipality."""
    if Area.objects.current().districts().within(municipality).exists():
        return
    message = _("%(code)s is not a municipality of the map of 2024.") % {"code": municipality}
    advice = _("Look up the code at cbs.nl; GM0307 is Amersfoort, GM0150 is Deventer.")
    raise BadInput([InputProblem("MUNICIPALITY", None, "", message, advice)])


def _examples(municipality: str, progress: Progress) -> str:
    """Example services, once: what somebody changed or took out since is left as it is."""
    if Service.objects.filter(municipality_code=municipality, example=True).exists():
        return _("unchanged")
    made = load_example_supply(by=DEMO, municipality=municipality, progress=progress)
    return _("%(count)s services") % {"count": len(made)}


def _aged(progress: Progress) -> str:
    return _("%(count)s entries") % {"count": age_services(by=DEMO, progress=progress).seen}


def _asked(municipality: str, site: str, progress: Progress) -> str:
    """The mails of the demonstration go to the terminal: whoever walks it opens the link that stands there."""
    kind = DigestKind.REGULAR
    sent = send_digests(by=DEMO, municipality=municipality, kind=kind, site=site, progress=progress).sent
    return ngettext("%(count)s mail", "%(count)s mails", sent) % {"count": sent} if sent else _("unchanged")


def _keeping(municipality: str, progress: Progress) -> str:
    handed = seed_demo_keeping(by=DEMO, municipality=municipality)
    return _("%(count)s services") % {"count": handed} if handed else _("unchanged")


def _agendas(municipality: str) -> str:
    made = load_example_agenda(by=DEMO, municipality=municipality)
    if not made:
        return _("unchanged")
    return ngettext("%(count)s agenda", "%(count)s agendas", len(made)) % {"count": len(made)}


def _weighings(municipality: str) -> str:
    made = len(load_example_weighing(by=DEMO, municipality=municipality))
    return ngettext("%(count)s weighing", "%(count)s weighings", made) % {"count": made} if made else _("unchanged")


def _programme(municipality: str) -> str:
    made = len(load_example_programme(by=DEMO, municipality=municipality))
    return ngettext("%(count)s task group", "%(count)s task groups", made) % {"count": made} if made else _("unchanged")


def _alliances(municipality: str) -> str:
    made = len(load_example_alliances(by=DEMO, municipality=municipality))
    return ngettext("%(count)s alliance", "%(count)s alliances", made) % {"count": made} if made else _("unchanged")


def _cooperation(municipality: str) -> str:
    made = len(load_example_cooperation(by=DEMO, municipality=municipality))
    return ngettext("%(count)s alliance", "%(count)s alliances", made) % {"count": made} if made else _("unchanged")


def _obstacles(municipality: str) -> str:
    made = len(load_example_obstacles(by=DEMO, municipality=municipality))
    return ngettext("%(count)s obstacle", "%(count)s obstacles", made) % {"count": made} if made else _("unchanged")


def _handovers(municipality: str) -> str:
    made = len(load_example_handovers(by=DEMO, municipality=municipality))
    return ngettext("%(count)s handover", "%(count)s handovers", made) % {"count": made} if made else _("unchanged")


def _teams(municipality: str) -> str:
    made = load_example_team(by=DEMO, municipality=municipality)
    return ngettext("%(count)s team", "%(count)s teams", len(made)) % {"count": len(made)} if made else _("unchanged")


def _rules(municipality: str) -> str:
    made = len(load_example_rules(by=DEMO, municipality=municipality))
    return ngettext("%(count)s version", "%(count)s versions", made) % {"count": made} if made else _("unchanged")


def _rooms(municipality: str) -> str:
    made = len(load_example_rooms(by=DEMO, municipality=municipality))
    return ngettext("%(count)s room", "%(count)s rooms", made) % {"count": made} if made else _("unchanged")


def _season(municipality: str) -> str:
    made = load_example_round(by=DEMO, municipality=municipality)
    if made is None:
        return _("unchanged")
    count = made.requests.count()
    return ngettext("%(count)s request", "%(count)s requests", count) % {"count": count}


def _weeks(municipality: str) -> str:
    made = len(load_example_weeks(by=DEMO, municipality=municipality))
    return ngettext("%(count)s week", "%(count)s weeks", made) % {"count": made} if made else _("unchanged")


def _targets(municipality: str) -> str:
    made = len(load_targets(by=DEMO, municipality=municipality))
    return ngettext("%(count)s target", "%(count)s targets", made) % {"count": made} if made else _("unchanged")


def _divisions(municipality: str) -> str:
    made = len(load_example_budget(by=DEMO, municipality=municipality))
    return ngettext("%(count)s division", "%(count)s divisions", made) % {"count": made} if made else _("unchanged")


def _siting(municipality: str) -> str:
    made = len(load_example_siting(by=DEMO, municipality=municipality))
    return ngettext("%(count)s study", "%(count)s studies", made) % {"count": made} if made else _("unchanged")


def _signals(municipality: str) -> str:
    made = load_example_signals(by=DEMO, municipality=municipality)
    return ngettext("%(count)s signal", "%(count)s signals", made) % {"count": made} if made else _("unchanged")


def _times(progress: Progress) -> str:
    expansion = expand_all(by=DEMO, progress=progress)
    if not expansion.wrote:
        return _("unchanged")
    return _("%(count)s times of %(schedules)s schedules") % {
        "count": expansion.made + expansion.changed,
        "schedules": expansion.schedules,
    }


def _covered(municipality: str, progress: Progress) -> str:
    run = recompute_coverage(by=DEMO, municipality=municipality, progress=progress)
    return _("%(seconds).2f s of computing") % {"seconds": run.cpu_seconds}
