"""The templates of `demo/example/`, read and checked."""

import tomllib
from dataclasses import dataclass, field, fields
from datetime import time
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from wijkhart.core.errors import BadInput, InputProblem
from wijkhart.times.actions import Slot

EXAMPLES = Path(__file__).resolve().parents[4] / "demo" / "example"
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationTemplate:
    """An invented player; one in the municipality, or one in each wijk."""

    key: str
    name: str
    kind: str
    formal: bool
    subsidised: bool | None = None
    description: str = ""
    email: str = ""
    phone: str = ""
    per: str = "municipality"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceTemplate:
    """An invented offer; see `demo/example/README.md` for the fields that are not plain."""

    key: str
    name: str
    provider: str
    themes: list[str]
    groups: list[str]
    when: list[list[str]]
    description: str = ""
    kind: str = "activity"
    function: str = "meeting"
    line: int = 0
    level: str = "district"
    collective: bool = True
    aimed_at: str = "general"
    life_cycle: str = "running"
    places: list[str] = field(default_factory=list)
    at_home: bool = False
    copies: float = 1
    once: bool = False
    capacity: int | None = None
    price: float | None = None
    sign_up: bool = False
    how_to_join: str = ""
    languages: list[str] = field(default_factory=list)
    school_holidays: bool = True
    confirmed_days_ago: int | None = None

    @property
    def decimal_price(self) -> Decimal | None:
        return None if self.price is None else Decimal(str(self.price))


Template = TypeVar("Template", OrganisationTemplate, ServiceTemplate)


def read_templates(folder: Path) -> tuple[dict[str, OrganisationTemplate], list[ServiceTemplate]]:
    """All organisations by key, and all services; raises BadInput that names file, number and field."""
    problems: list[InputProblem] = []
    organisations = _read(folder / "organisations.toml", "organisation", OrganisationTemplate, problems)
    services = [
        template
        for path in sorted(folder.glob("services-*.toml"))
        for template in _read(path, "service", ServiceTemplate, problems)
    ]
    known = {template.key: template for template in organisations}
    problems += [
        InputProblem(str(folder), None, "provider", f"{service.key}: {service.provider}", _("Use a key that exists."))
        for service in services
        if service.provider not in known
    ]
    if problems:
        raise BadInput(problems)
    return known, services


def _read(path: Path, table: str, kind: type[Template], problems: list[InputProblem]) -> list[Template]:
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8")).get(table, [])
    except (OSError, tomllib.TOMLDecodeError) as error:
        problems.append(InputProblem(path.name, None, "", str(error), _("Mend the file.")))
        return []
    return [made for number, row in enumerate(rows, 1) if (made := _made(path, number, row, kind, problems))]


def _made(
    path: Path, number: int, row: dict[str, Any], kind: type[Template], problems: list[InputProblem]
) -> Template | None:
    strange = sorted(set(row) - {known.name for known in fields(kind)})
    problems += [InputProblem(path.name, number, name, _("Unknown field."), _("Take it out.")) for name in strange]
    try:
        made = kind(**{name: value for name, value in row.items() if name not in strange})
        for alternative in getattr(made, "when", []):
            slots_of(alternative)
    except (TypeError, ValueError) as error:
        problems.append(InputProblem(path.name, number, "", str(error), _("Mend this entry.")))
        return None
    return made


def slots_of(alternative: list[str]) -> list[Slot]:
    """The slots of one alternative: "TU 14:00-16:00", "TU/2 14:00-16:00" or "1SA 10:00-12:00".

    >>> slots_of(["TU/2 14:00-16:00"])[0].recurrence
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU'
    """
    return [_slot(text) for text in alternative]


def _slot(text: str) -> Slot:
    day, _space, hours = text.partition(" ")
    starts, _dash, ends = hours.partition("-")
    name, _slash, interval = day.partition("/")
    if name.lstrip("12345") not in WEEKDAYS:
        raise ValueError(f"when: {text}")
    if name not in WEEKDAYS:
        rule = f"FREQ=MONTHLY;BYDAY={name}"
    else:
        rule = f"FREQ=WEEKLY;INTERVAL={interval};BYDAY={name}" if interval else f"FREQ=WEEKLY;BYDAY={name}"
    return Slot(rule, time.fromisoformat(starts), time.fromisoformat(ends))
