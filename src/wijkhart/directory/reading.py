"""What somebody types in one box, read as wishes: "dinsdagmiddag wandelen gratis 65+ 3812".

Only these exact forms are read, in Dutch and English; everything else stays a word to look for. The page shows what
was read, so that people can take it out again.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from typing import Final

Values = dict[str, object]
"""Name of a field of the form -> its value."""
Reader = Callable[[re.Match[str], date, Mapping[str, str]], Values | None]

DAYS: Final = {
    name: number
    for names in (
        ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
        ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    )
    for number, name in enumerate(names)
}
PARTS: Final = {
    **dict.fromkeys(("ochtend", "ochtends", "morgens", "voormiddag", "morning"), "morning"),
    **dict.fromkeys(("middag", "middags", "namiddag", "afternoon"), "afternoon"),
    **dict.fromkeys(("avond", "avonds", "evening"), "evening"),
}
SUFFIXES: Final = {"ochtend": "morning", "morgen": "morning", "middag": "afternoon", "avond": "evening"}
OLDEST: Final = 120
SATURDAY: Final = 5


@dataclass(frozen=True, slots=True)
class Understood:
    """One piece of what was typed, and the wishes that it says."""

    text: str
    values: Values


@dataclass(frozen=True, slots=True)
class Reading:
    """What is left to look for, and what was understood."""

    words: str
    pieces: tuple[Understood, ...] = ()

    @property
    def values(self) -> Values:
        """All wishes together; of two that contradict each other the last one counts."""
        return dict(chain.from_iterable(piece.values.items() for piece in self.pieces))


def read(text: str, today: date, groups: Mapping[str, str]) -> Reading:
    """Take the wishes out of a text. `groups` gives the key of a target group by each of its names, in small letters.

    >>> told = read("dinsdagmiddag wandelen gratis 65+ 3812", date(2026, 6, 1), {})
    >>> told.words, told.values
    ('wandelen', {'dag': '1', 'dagdeel': 'afternoon', 'kosten': 'free', 'leeftijd': 65, 'bij': '3812'})
    """
    found: list[tuple[int, Understood]] = []
    for pattern, reader in READERS:
        for match in pattern.finditer(text):
            values = reader(match, today, groups)
            if values:
                found.append((match.start(), Understood(match[0].strip(), values)))
                text = text[: match.start()] + " " * len(match[0]) + text[match.end() :]
    pieces = tuple(piece for _start, piece in sorted(found, key=lambda one: one[0]))
    return Reading(" ".join(text.split()), pieces)


def _day(match: re.Match[str], today: date, groups: Mapping[str, str]) -> Values:
    """ "dinsdag", "dinsdagmiddag", "tuesday afternoon"."""
    name, part = match["day"].lower(), (match["part"] or "").strip().lower()
    values: Values = {"dag": str(DAYS[name])}
    return values | ({"dagdeel": SUFFIXES.get(part) or PARTS[part]} if part else {})


def _part(match: re.Match[str], today: date, groups: Mapping[str, str]) -> Values:
    return {"dagdeel": PARTS[match["part"].lower()]}


def _near_day(match: re.Match[str], today: date, groups: Mapping[str, str]) -> Values:
    """ "vandaag", "vanmiddag", "morgen", "morgenavond", "overmorgen"."""
    ahead = {"van": 0, "today": 0, "tonight": 0, "morgen": 1, "tomorrow": 1, "overmorgen": 2}
    day = today + timedelta(days=ahead[match["day"].lower()])
    part = (match["part"] or "").lower()
    found = {"tonight": "evening"}.get(match["day"].lower(), SUFFIXES.get(part, ""))
    values: Values = {"vanaf": day, "tot_en_met": day}
    return values | ({"dagdeel": found} if found else {})


def _weekend(match: re.Match[str], today: date, groups: Mapping[str, str]) -> Values:
    first, last = weekend_of(today)
    return {"vanaf": first, "tot_en_met": last}


def weekend_of(today: date) -> tuple[date, date]:
    """What is left of this weekend, or the one to come."""
    saturday = today + timedelta(days=SATURDAY - today.weekday())
    return max(saturday, today), saturday + timedelta(days=1)


def _age(match: re.Match[str], today: date, groups: Mapping[str, str]) -> Values | None:
    age = int(match["age"])
    return {"leeftijd": age} if age <= OLDEST else None


def _postcode(match: re.Match[str], today: date, groups: Mapping[str, str]) -> Values:
    return {"bij": match[0].strip().upper()}


def _group(match: re.Match[str], today: date, groups: Mapping[str, str]) -> Values | None:
    """ "voor ouderen": any name of a target group."""
    key = groups.get(match["name"].lower())
    return {"doelgroep": key} if key else None


def _says(**values: object) -> Reader:
    """The same wishes whatever the match."""
    return lambda match, today, groups: values


def _any(*forms: str) -> re.Pattern[str]:
    """Any of these forms as words of their own."""
    return re.compile(rf"(?<![\w+-])(?:{'|'.join(forms)})(?![\w+-])", re.IGNORECASE)


_DUTCH_DAY = "|".join(name for name in DAYS)
READERS: Final[tuple[tuple[re.Pattern[str], Reader], ...]] = (
    (_any(r"(?:(?:dit|this) weekend)"), _weekend),
    (_any(r"(?P<day>van)(?P<part>daag|ochtend|middag|avond)"), _near_day),
    (_any(r"(?P<day>overmorgen|morgen|today|tomorrow|tonight)(?P<part>ochtend|middag|avond)?"), _near_day),
    (
        _any(rf"(?:op |on )?(?P<day>{_DUTCH_DAY})s?(?P<part>{'|'.join(SUFFIXES)}| (?:{'|'.join(PARTS)}))?"),
        _day,
    ),
    (_any(rf"(?:['\u2019]s |in the )?(?P<part>{'|'.join(PARTS)})"), _part),
    (_any("gratis", "free"), _says(kosten="free")),
    (re.compile(r"(?<!\w)(?P<age>\d{1,3}) ?(?:\+(?!\w)|plus\b|jaar\b|years?\b)", re.IGNORECASE), _age),
    (_any(r"[1-9]\d{3}(?: ?(?-i:[A-Z]{2})|(?-i:[a-z]{2}))?"), _postcode),
    (_any(r"(?:met (?:een )?|with a )?(?:rolstoel|wheelchair)"), _says(rolstoel=True)),
    (_any("online"), _says(manier="online")),
    (_any("(?:bij mij )?thuis", "aan huis", "at home"), _says(manier="home")),
    (_any("nu open", "open now"), _says(nu_open=True)),
    (_any("nog plek", "room left"), _says(plek=True)),
    (_any(r"(?:voor|for) (?P<name>\w+)"), _group),
)
