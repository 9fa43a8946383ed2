"""What kind of place it is, read from its name and use by the rules of `data/kinds.toml`."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from wijkhart.places.models import PlaceKind

RULES = Path(__file__).parent / "data" / "kinds.toml"


@dataclass(frozen=True, slots=True)
class KindRules:
    """The rules of the data file, ready for use."""

    names: tuple[tuple[PlaceKind, re.Pattern[str]], ...]
    uses: dict[str, PlaceKind]
    derived: dict[str, PlaceKind]
    take_off: tuple[re.Pattern[str], ...]


def fold(text: str) -> str:
    """A text without capitals, accents and double spaces, for comparing and finding.

    >>> fold("Grand  Café  De Ploeg")
    'grand cafe de ploeg'
    """
    plain = unicodedata.normalize("NFKD", text)
    return " ".join("".join(sign for sign in plain if not unicodedata.combining(sign)).lower().split())


@cache
def kind_rules() -> KindRules:
    """The rules, read once."""
    told = tomllib.loads(RULES.read_text())
    return KindRules(
        names=tuple((PlaceKind(rule["kind"]), _pattern(rule)) for rule in told["name"]),
        uses={rule["only"]: PlaceKind(rule["kind"]) for rule in told["use"]},
        derived={word: PlaceKind(kind) for word, kind in told["derived"].items()},
        take_off=tuple(re.compile(pattern, re.IGNORECASE) for pattern in told["names"]["take_off"]),
    )


def _pattern(rule: dict[str, list[str]]) -> re.Pattern[str]:
    words = [rf"\b{re.escape(word)}" if len(word) > 3 else rf"\b{re.escape(word)}\b" for word in rule["words"]]
    return re.compile("|".join(words + [re.escape(part) for part in rule.get("parts", [])]))


def kind_of(name: str, uses: list[str], derived: str = "") -> PlaceKind:
    """The kind by name, else by the only use of the building, else as the file itself derived it."""
    rules = kind_rules()
    plain = fold(name)
    for kind, pattern in rules.names:
        if pattern.search(plain):
            return kind
    if len(uses) == 1 and uses[0] in rules.uses:
        return rules.uses[uses[0]]
    return rules.derived.get(derived, PlaceKind.OTHER)


def clean_name(registered: str) -> str:
    """The name of the building without the number and remarks of the polling station in it.

    >>> clean_name("Kerkgebouw De Bron 1 (extra toegankelijk)")
    'Kerkgebouw De Bron'
    >>> clean_name("Dorpshuis Plein 13")
    'Dorpshuis Plein 13'
    """
    name = " ".join(registered.split())
    for pattern in kind_rules().take_off:
        name = pattern.sub("", name).strip()
    return name or registered.strip()
