"""What in a text seems to point at a person: names, numbers, addresses. Pure: text in, places in the text out.

It errs on the side of asking. A false alarm costs somebody a second look; a name that slips through stands there.
Nothing here decides: a person does, with what was seen before their eyes.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final

DATA: Final = Path(__file__).parent / "data"


class Kind(StrEnum):
    """What was seen."""

    EMAIL = "email"
    NUMBER = "number"
    """Nine digits that pass the eleven-test of the citizen service number (BSN)."""
    PHONE = "phone"
    ADDRESS = "address"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Sighting:
    """One spot in a text that seems to point at a person."""

    kind: Kind
    start: int
    end: int
    words: str


PARTICLE: Final = r"(?:(?:van|de|den|der|ten|ter|te|het|'t|el|al|bin|ben|von|du|le|la)\s+)"
CAPITAL: Final = r"[A-ZÀ-ÖØ-Þ][\w'\u2019-]+"
TITLE: Final = (
    r"(?:mevrouw|mevr|mw|meneer|mijnheer|dhr|de heer|heer|familie|fam|dokter|dr|juf|juffrouw|meester|tante|oom|opa|oma"
    r"|zuster|broeder|pastoor|dominee|ds|imam|wijkagent|wethouder|burgemeester|directeur)"
)
RELATION: Final = (
    r"(?:buurman|buurvrouw|buurjongen|buurmeisje|buur|onderbuurman|bovenbuurman|onderbuurvrouw|bovenbuurvrouw|vriend"
    r"|vriendin|collega|zoon|zoontje|dochter|dochtertje|echtgenoot|echtgenote|partner|broer|broertje|zus|zusje|moeder"
    r"|vader|neef|neefje|nicht|nichtje|kleinzoon|kleindochter|schoonzoon|schoondochter|jongen|meisje|cliënt|patiënt"
    r"|bewoner|bewoonster|huisbaas|leraar|lerares|kennis|man|vrouw)"
)
CALLED: Final = r"(?:ik heet|hij heet|zij heet|ze heet|die heet|genaamd|een zekere|ene|mijn naam is|zijn naam is)"
STREET: Final = (
    r"(?:straat|laan|weg|plein|hof|kade|gracht|dijk|singel|steeg|dreef|pad|plantsoen|park|veld|ring|oord|hoven)"
)
LIKE_A_PLACE: Final = re.compile(
    r"\w\w(?:straat(?:je)?|laan|plein|plantsoen|gracht|singel|dreef|steeg|weg|kade|park|school|college|centrum|gebouw"
    r"|stichting|fonds|prijs|brug|buurt|wijk|zaal)$|^(?:school|college|centrum|huis|park|straat|plein|laan|prijs)$",
    re.IGNORECASE,
)
"""How the last word of a street, school or prize ends that is called after somebody. Not "hof", "huis" or "dijk": too
many people are called that."""
POLITE: Final = re.compile(
    r"(?:mevrouw|mevr|mw|meneer|mijnheer|dhr|de heer|heer|familie|fam|tante|oom)\.?", re.IGNORECASE
)
"""After these comes a person; after "dokter" or "burgemeester" perhaps a street."""
COUNTED: Final = (
    r"(?:km|kilometer|keer|x|uur|jaar|jaren|maanden|weken|dagen|minuten|m|meter|mensen|kinderen|jongeren|ouderen"
    r"|bomen|lampen|lantaarns|banken|bankjes|plekken|plaatsen|auto|auto's|fietsen|huizen|woningen|procent|avonden"
    r"|ochtenden|middagen|bewoners|buren|speeltoestellen|prullenbakken|containers|of|à|tot|van de|grote|kleine|nieuwe)"
)
WORDS_TOO: Final = (
    "bakker, visser, smit, mulder, bos, dekker, vos, kok, post, prins, koning, kuiper, molenaar, schipper, brouwer,"
    " boer, groen, mol, vink, maas, wever, huisman, kramer, koster, jonker, de jong, de boer, de groot, de wit,"
    " de bruin, de lange, de haan, de leeuw, de koning, de jonge, de vos, de ruiter, van dam, van loon, van veen,"
    " van beek, ali"
)
ROYAL: Final = re.compile(r"(?:\bsint|\bst\.?|\bkoning|\bkoningin|\bprins|\bprinses|\bkeizer)[\s-]+$", re.IGNORECASE)
SHORT_FORMS: Final = frozenset({"n.b.", "b.v.", "n.v.", "p.s.", "z.o.z.", "o.a.", "m.b.t.", "i.v.m.", "a.u.b."})

EMAIL: Final = re.compile(r"[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\s?\.\s?[a-z]{2,}\b)+", re.IGNORECASE)
DATE: Final = re.compile(r"(?<![\d.])\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})(?![\d]|[-.]\d)|\b\d{4}-\d{2}-\d{2}\b")
CLOCK: Final = re.compile(r"(?<![\d.+-])(?:[01]?\d|2[0-4])[.:][0-5]\d(?![\d]|[.:]\d)")
PHONE: Final = re.compile(r"(?<![\w+])(?:\+|00)?\(?\d[\d\s().-]{6,18}\d(?!\w)")
NINE: Final = re.compile(r"(?<![\d.-])\d(?:[ .-]?\d){7,8}(?![ .-]?\d)")
ADDRESSES: Final = (
    re.compile(
        rf"\b([\w'\u2019-]{{2,}}{STREET}),?\s+(?:nummer\s|nr\.?\s?)?\d{{1,4}}(?:\s?[a-z]|-\d{{1,3}})?\b"
        rf"(?!\s*(?:{COUNTED}\b|%))",
        re.IGNORECASE,
    ),
    re.compile(r"\b()[1-9]\d{3}\s?[A-Z]{2}\b,?\s*(?:nummer|nr\.?|huisnummer)?\s*\d{1,4}[a-z]?\b"),
    re.compile(r"\b()huisnummer\s+\d{1,4}[a-z]?\b", re.IGNORECASE),
)
WORD: Final = re.compile(r"[^\W\d_][\w'\u2019-]*")
INITIALS: Final = re.compile(rf"(?<![\w.])((?:[A-Z]\.\s?){{1,4}}){PARTICLE}{{0,2}}({CAPITAL})")
AFTER_WORD: Final = re.compile(
    rf"\b(?P<lead>(?i:{TITLE}\.?|{RELATION},?|{CALLED}))\s+(?P<particles>(?i:{PARTICLE}){{0,2}})"
    r"(?P<name>[^\W\d_][\w'\u2019-]+)"
)
SENTENCE: Final = re.compile(r"(?:^|[.!?:;\n•]|[\"\u201c\u201d(])\s*[-\u2013]?\s*$")


def sightings(text: str, known: Iterable[str] = ()) -> tuple[Sighting, ...]:
    """Everything in a text that seems to point at a person, in the order of the text; never two on one spot.

    `known` are names that are no persons here: of organisations, places, wijken.

    >>> [(one.kind.value, one.words) for one in sightings("Mijn buurman Jan belt 06-12345678, iedere nacht.")]
    [('name', 'buurman Jan'), ('phone', '06-12345678')]
    >>> sightings("In de Jan van Galenstraat is het donker. Roos en Koffie bij De Bron is fijn.", ["De Bron"])
    ()
    """
    masked = _masked(text, known)
    found: list[Sighting] = []
    for kind, finder in (
        (Kind.EMAIL, _emails),
        (Kind.NUMBER, _numbers),
        (Kind.PHONE, _phones),
        (Kind.ADDRESS, _addresses),
    ):
        for start, end in finder(masked):
            _keep(found, kind, start, end, text)
    for start, end in _names(masked):
        _keep(found, Kind.NAME, start, end, text)
    return tuple(sorted(found, key=lambda one: one.start))


def _keep(found: list[Sighting], kind: Kind, start: int, end: int, text: str) -> None:
    if all(end <= one.start or start >= one.end for one in found):
        found.append(Sighting(kind, start, end, text[start:end]))


def passes_eleven(digits: str) -> bool:
    """Whether nine digits pass the eleven-test of the citizen service number.

    >>> passes_eleven("111222333"), passes_eleven("123456789")
    (True, False)
    """
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    total = sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True))
    return total % 11 == 0 and digits != "0" * 9


def _masked(text: str, known: Iterable[str]) -> str:
    """The text with the names that are no persons taken out, letter for letter, so that places stay the same."""
    for name in sorted({one.strip() for one in known if len(one.strip()) > 2}, key=len, reverse=True):
        if not _is_like_a_person(name):
            pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
            text = pattern.sub(lambda match: "·" * len(match.group()), text)
    return text


def _is_like_a_person(name: str) -> bool:
    """An organisation that is called after one person is no reason to let that person's name pass."""
    words = name.split()
    first = words[0].lower() in first_names()
    return first and (len(words) == 1 or (len(words) < 5 and not LIKE_A_PLACE.search(words[-1])))


def _emails(text: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in EMAIL.finditer(text))


def _numbers(text: str) -> Iterator[tuple[int, int]]:
    for match in NINE.finditer(_without_times(text)):
        digits = re.sub(r"\D", "", match.group()).zfill(9)
        if passes_eleven(digits):
            yield match.span()


def _phones(text: str) -> Iterator[tuple[int, int]]:
    for match in PHONE.finditer(_without_times(text)):
        digits = re.sub(r"\D", "", match.group())
        abroad = match.group().startswith(("+", "00")) and 10 <= len(digits) <= 14
        at_home = len(digits) == 10 and digits[0] == "0" and digits[:4] not in ("0800", "0900", "0906", "0909")
        if abroad or at_home:
            opens = match.group().startswith("(") and ")" not in match.group()
            yield match.start() + opens, match.end()


def _without_times(text: str) -> str:
    """Days and hours are no telephone numbers."""
    for pattern in (DATE, CLOCK):
        text = pattern.sub(lambda match: "·" * len(match.group()), text)
    return text


def _addresses(text: str) -> Iterator[tuple[int, int]]:
    for pattern in ADDRESSES:
        for match in pattern.finditer(text):
            if match.group(1).lower() not in no_streets():
                yield match.span()


def _names(text: str) -> Iterator[tuple[int, int]]:
    yield from _after_a_word(text)
    yield from _initials(text)
    yield from _first_names(text)


def _after_a_word(text: str) -> Iterator[tuple[int, int]]:
    """After "mevrouw", "mijn buurman", "genaamd": a name with a capital, or one that is known as a name."""
    for match in AFTER_WORD.finditer(text):
        name, lead = match["name"], match["lead"].lower().rstrip(".,")
        if _is_no_name(text, name, match.start("name")) and not (
            POLITE.fullmatch(lead) and name.lower() not in no_names()
        ):
            continue
        is_title = re.fullmatch(TITLE, lead) is not None
        known = name.lower() in first_names() - double_meanings() or (is_title and _surname(match) in surnames())
        if name[0].isupper() or known:
            yield match.start(), _with_surname(text, match.end())


def _surname(match: re.Match[str]) -> str:
    return " ".join(f"{match['particles']}{match['name']}".lower().split())


def _initials(text: str) -> Iterator[tuple[int, int]]:
    for match in INITIALS.finditer(text):
        if match.group(1).strip().lower() not in SHORT_FORMS and not _is_no_name(text, match.group(2), match.start(2)):
            yield match.span()


def _first_names(text: str) -> Iterator[tuple[int, int]]:
    """First names with a capital; a word that is also something else only inside a sentence or before a surname."""
    for match in WORD.finditer(text):
        word = match.group()
        base = re.sub(r"['\u2019]?s$", "", word) if word.lower() not in first_names() else word
        if base.lower() not in first_names() or _is_no_name(text, base, match.start()):
            continue
        end = _with_surname(text, match.end())
        doubtful = base.lower() in double_meanings()
        whole = end > match.end()
        starts = SENTENCE.search(text[: match.start()]) is not None
        shouted = word.isupper() and len(word) > 1
        if (base[0].isupper() and not (doubtful and (starts or shouted))) or whole:
            yield match.start(), end


def _with_surname(text: str, end: int) -> int:
    """Where the surname ends that follows a first name; the same spot when none does."""
    match = re.compile(rf"\s+((?i:{PARTICLE}){{0,2}})([^\W\d_][\w'\u2019-]+)").match(text, end)
    if match is None or _is_no_name(text, match.group(2), match.start(2)):
        return end
    whole = " ".join(f"{match.group(1)}{match.group(2)}".lower().split())
    known = whole in surnames() and (bool(match.group(1)) or whole not in common_words())
    return match.end() if match.group(2)[0].isupper() or known else end


def _is_no_name(text: str, word: str, start: int) -> bool:
    """A word of every day, a saint or a king, or part of the name of a street or building."""
    if word.lower() in no_names() or LIKE_A_PLACE.search(word) or "·" in word:
        return True
    if ROYAL.search(text[max(0, start - 12) : start]):
        return True
    rest = re.compile(rf"[\s-]*(?:(?i:{PARTICLE}){{0,2}}{CAPITAL}[\s-]*){{0,3}}").match(text, start + len(word))
    following = rest.group().split() if rest else []
    return any(LIKE_A_PLACE.search(one.strip("-")) for one in following)


@cache
def first_names() -> frozenset[str]:
    """Common first names in the Netherlands, of many origins."""
    return _read("first_names.txt") | double_meanings()


@cache
def double_meanings() -> frozenset[str]:
    """First names that are also words of every day."""
    return _read("names_and_words.txt")


@cache
def no_names() -> frozenset[str]:
    """Words with a capital that name no person: pronouns, days, languages."""
    return _read("no_names.txt")


@cache
def no_streets() -> frozenset[str]:
    """Words that end like a street and are none: "fietspad"."""
    return _read("no_streets.txt")


@cache
def surnames() -> frozenset[str]:
    """Common surnames, for texts without capitals."""
    return _read("surnames.txt")


@cache
def common_words() -> frozenset[str]:
    """Surnames that are also words of every day: without a capital they count after a title only."""
    return frozenset(one.strip() for one in WORDS_TOO.split(","))


def _read(name: str) -> frozenset[str]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return frozenset(
        word.strip() for line in lines if not line.startswith("#") for word in line.split(",") if word.strip()
    )
