"""What may be asked of each list, and everything that is wrong with what was asked, together."""

import json
import re
from datetime import UTC, datetime, time
from typing import Annotated, Any, Final, Literal, Self
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator

DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
CLOCK: Final = re.compile(r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?")
FIRST, LAST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
LARGEST_PAGE: Final = 200
MINIMAL_PAGE: Final = 10_000


def _day(value: object) -> object:
    name = str(value).strip().upper()[:2]
    if name not in DAYS:
        raise ValueError("Give a day as MO, TU, WE, TH, FR, SA or SU.")
    return DAYS.index(name)


def _clock(value: object) -> object:
    if not isinstance(value, str) or not CLOCK.fullmatch(value.strip()):
        raise ValueError("Give a local time such as 14:00.")
    return time.fromisoformat(value.strip())


def _whole_text(value: str) -> str:
    """A text that a database can hold."""
    if "\x00" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
        raise ValueError("This text holds a sign that cannot be searched for.")
    return value


def _moment(value: object) -> object:
    """A plus in an address arrives as a space."""
    return value.strip().replace(" ", "+") if isinstance(value, str) and "T" in value else value


def _known_moment(value: datetime) -> datetime:
    """As UTC: PostgreSQL knows no offset of 16 hours or more."""
    moment = value if value.tzinfo else timezone.make_aware(value)
    if not FIRST <= moment <= LAST:
        raise ValueError("Give a moment between 1900 and 2200.")
    return moment.astimezone(UTC)


Text = Annotated[str, Field(max_length=200), AfterValidator(_whole_text)]
Day = Annotated[int, BeforeValidator(_day), WithJsonSchema({"type": "string", "enum": list(DAYS)})]
Clock = Annotated[time, BeforeValidator(_clock), WithJsonSchema({"type": "string", "pattern": f"^{CLOCK.pattern}$"})]
Moment = Annotated[
    datetime,
    BeforeValidator(_moment),
    AfterValidator(_known_moment),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
Age = Annotated[float, Field(ge=0, le=150, allow_inf_nan=False)]
Postcode = Annotated[str, Field(pattern=r"^\s*[1-9]\d{3}\s*([A-Za-z]{2})?\s*$")]
Metres = Annotated[float, Field(gt=0, le=400_000, allow_inf_nan=False)]


class AskedPage(BaseModel):
    """Which page of a list, and as JSON or one document a line (NDJSON, without pages)."""

    model_config = ConfigDict(extra="ignore")

    page: Annotated[int, Field(ge=1, le=1_000_000, description="Which page, from 1.")] = 1
    per_page: Annotated[int, Field(ge=1, le=LARGEST_PAGE, description="How many on a page.")] = 50
    format: Annotated[Literal["json", "ndjson"], Field(description="`ndjson` gives all, one a line.")] = "json"


class AskedTaxonomies(AskedPage):
    search: Annotated[Text, Field(description="Words in the name or the description.")] = ""


class AskedTerms(AskedTaxonomies):
    taxonomy_id: Annotated[UUID | None, Field(description="Terms of this taxonomy.")] = None
    parent_id: Annotated[UUID | None, Field(description="Terms right below this one.")] = None
    top_only: Annotated[bool, Field(description="Only terms without a parent.")] = False


class AskedByWord(AskedPage):
    search: Annotated[Text, Field(description="Words, in Dutch.")] = ""
    taxonomy_term_id: Annotated[UUID | None, Field(description="With this theme or target group.")] = None
    taxonomy_id: Annotated[UUID | None, Field(description="With a term of this taxonomy.")] = None
    full: Annotated[bool, Field(description="Everything nested.")] = False


class AskedOrganizations(AskedByWord):
    full_service: Annotated[bool, Field(description="With `full`: its services whole.")] = False


class AskedServices(AskedByWord):
    organization_id: Annotated[UUID | None, Field(description="Offered by this organization.")] = None
    modified_after: Annotated[
        Moment | None, Field(description="Changed at or after this moment; also gives what ended since.")
    ] = None
    minimal: Annotated[bool, Field(description="Only what is required, with `last_modified`.")] = False
    minimum_age: Annotated[Age | None, Field(description="Whose minimum age is at least this.")] = None
    maximum_age: Annotated[Age | None, Field(description="Whose maximum age is at most this.")] = None
    day: Annotated[Day | None, Field(description="On this day of the week.")] = None
    start_time: Annotated[Clock | None, Field(description="Beginning at or after this local time.")] = None
    end_time: Annotated[Clock | None, Field(description="Ending at or before this local time.")] = None

    @model_validator(mode="after")
    def _all_on_one_page(self) -> Self:
        """HSDS wants a minimal list on one page, so that a harvester compares it at once."""
        if self.minimal and "per_page" not in self.model_fields_set:
            self.per_page = MINIMAL_PAGE
        return self


class AskedPlaces(AskedServices):
    postcode: Annotated[
        Postcode | None, Field(description="Round the middle of its four digits; alone: meant for that area.")
    ] = None
    proximity: Annotated[Metres | None, Field(description="Metres from `postcode`.")] = None


class AskedOne(BaseModel):
    """One organisation by its key."""

    full_service: Annotated[bool, Field(description="With its services whole.")] = False


def values_of(request: HttpRequest) -> dict[str, Any]:
    """What was sent: the query; of a POST also its form or JSON object. An empty value asks nothing."""
    sent: dict[str, Any] = {}
    if request.method == "POST":
        sent |= _body(request)
    sent |= request.GET.dict()
    return {name: value for name, value in sent.items() if value not in ("", None)}


def _body(request: HttpRequest) -> dict[str, Any]:
    if request.content_type != "application/json":
        return request.POST.dict()
    try:
        found = json.loads(request.body or b"{}")
    except (ValueError, RecursionError) as error:
        raise NotAnObjectError from error
    if not isinstance(found, dict):
        raise NotAnObjectError
    return found


class NotAnObjectError(ValueError):
    """The body of a POST is not a JSON object."""
