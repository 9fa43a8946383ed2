"""The reasons in sentences, in both languages."""

from typing import Any

import pytest
from django.utils.translation import override

from wijkhart.deployment.claim_words import claim_words, headline, listed
from wijkhart.deployment.names import Names
from wijkhart.deployment.queries.claims import Claim

NAMES = Names(
    areas={"WK1": "Liendert", "WK2": "Nieuwland"},
    themes={"meeting": "Ontmoeten", "growing_up": "Opgroeien"},
    kinds={"community_work": "Opbouwwerk", "youth_work": "Jongerenwerk"},
    first_year=2027,
)
LAST: Claim = {
    "kind": "last",
    "effort": "community_work",
    "people": 0.9,
    "effect": 0.9,
    "other": "WK2",
    "other_people": 0.4,
    "other_effect": 0.4,
}
CASES: list[tuple[Claim, str, str]] = [
    ({"kind": "start", "period": 1}, "De wijk doet mee vanaf 2028.", "It takes part from 2028 on."),
    (
        {"kind": "heavy", "of": 5, "themes": ["meeting", "growing_up"]},
        "2 van de 5 zwaarste punten van de stad liggen hier: ontmoeten en opgroeien.",
        "2 of the 5 heaviest issues of the city lie here: ontmoeten and opgroeien.",
    ),
    (
        LAST,
        (
            "Het laatste uur opbouwwerk bereikt hier 0,90 mensen. Nergens anders zou een uur meer zo veel doen;"
            " in Nieuwland zou het er 0,40 bereiken."
        ),
        (
            "The last hour of opbouwwerk reaches 0.90 people here. Nowhere else would one more do as much; in"
            " Nieuwland it would reach 0.40."
        ),
    ),
    (
        {**LAST, "other_effect": 0.9, "other_people": 0.9},
        (
            "Het laatste uur opbouwwerk bereikt hier 0,90 mensen. Nergens zou een uur meer méér doen; in"
            " Nieuwland deed het evenveel."
        ),
        (
            "The last hour of opbouwwerk reaches 0.90 people here. Nowhere would one more do more; in Nieuwland"
            " it would do as much."
        ),
    ),
    (
        {**LAST, "other_effect": 1.2, "other_people": 1.2},
        (
            "Het laatste uur opbouwwerk bereikt hier 0,90 mensen. Een uur meer in Nieuwland zou er 1,20"
            " bereiken. Toch ligt het hier: een grens, een toezegging of een eerlijk deel geeft de doorslag, niet het"
            " totaal."
        ),
        (
            "The last hour of opbouwwerk reaches 0.90 people here. One more in Nieuwland would reach 1.20. It is"
            " here all the same: a limit, a promise or a fair share decides, not the total."
        ),
    ),
    (
        {**LAST, "other_people": 1.5},
        (
            "Het laatste uur opbouwwerk bereikt hier 0,90 mensen. Nergens anders zou een uur meer zo veel doen;"
            " in Nieuwland zou het er 1,50 bereiken. Wat het hier bereikt, weegt zwaarder op de agenda."
        ),
        (
            "The last hour of opbouwwerk reaches 0.90 people here. Nowhere else would one more do as much; in"
            " Nieuwland it would reach 1.50. What it reaches here weighs more on the agenda."
        ),
    ),
    (
        {
            "kind": "stop",
            "effort": "youth_work",
            "people": 0.25,
            "limits": [["hours", "", 0], ["capacity", "youth_work", 0]],
        },
        (
            "Een uur meer jongerenwerk zou nog 0,25 mensen bereiken. Wat in de weg staat: de uren van de"
            " begroting en wat jongerenwerk kan leveren."
        ),
        (
            "An hour more of jongerenwerk would still reach 0.25 people. In the way: the hours of the budget and"
            " what jongerenwerk can give."
        ),
    ),
    (
        {"kind": "extra", "hours": 100, "people": 61.2, "other": "WK2", "other_people": 58.0},
        "100 uur extra zou hier 61 mensen meer bereiken; in Nieuwland 58.",
        "100 hours extra would reach 61 people more here; in Nieuwland 58.",
    ),
    (
        {"kind": "tip", "theme": "growing_up", "factor": 1.25, "hours": -90.0, "other": "WK2", "exact": True},
        "Als opgroeien meer dan 1,25 keer zo zwaar woog, gingen er 90 uur weg, vooral naar Nieuwland.",
        "If opgroeien weighed more than 1.25 times as heavy, 90 hours would go from here, most of all to Nieuwland.",
    ),
    (
        {"kind": "tip", "theme": "growing_up", "factor": 0.8, "hours": 40.0, "other": "", "exact": True},
        "Als opgroeien minder dan 0,80 keer zo zwaar woog, kwamen er 40 uur bij.",
        "If opgroeien weighed less than 0.80 times as heavy, 40 hours would come here.",
    ),
    (
        {"kind": "floor", "floor": 80.0, "without": 30.0},
        "De ondergrens van 80 uur per jaar geeft hier de doorslag: zonder die grens kreeg deze wijk 30 uur.",
        "The lower limit of 80 hours a year decides here: without it this wijk would get 30.",
    ),
    (
        {"kind": "promised", "hours": 120.0},
        "Van deze uren waren er 120 al toegezegd.",
        "Of these hours 120 were promised before.",
    ),
    (
        {"kind": "share", "share": 0.5, "smallest": 0.25, "largest": 0.75},
        (
            "Van de gewogen vraag hier wordt 50,0\N{NO-BREAK SPACE}% bediend; in de wijken loopt dat van"
            " 25,0\N{NO-BREAK SPACE}% tot 75,0\N{NO-BREAK SPACE}%."
        ),
        "50.0% of the weighed need here is served; in the wijken it runs from 25.0% to 75.0%.",
    ),
    (
        {"kind": "no_need"},
        "Hier is geen vraag bekend die in deze verdeling meetelt. Dat is niet hetzelfde als: er is geen vraag.",
        "No need is known here that counts in this division. That is not the same as: there is no need.",
    ),
    (
        {"kind": "no_reach"},
        "Geen soort inzet in deze begroting bereikt hier mensen, voor zover bekend.",
        "No kind of effort in this budget reaches people here, as far as is known.",
    ),
    (
        {"kind": "unknown", "themes": ["meeting"]},
        "Hier is geen cijfer bekend over ontmoeten. Dat telde niet mee, dus daarvan kan deze wijk te weinig krijgen.",
        "No figure is known here for ontmoeten. That played no part, so this wijk can be short of it.",
    ),
]


@pytest.mark.parametrize(("claim", "dutch", "english"), CASES)
def test_a_claim_is_said_in_both_languages(claim: Claim, dutch: str, english: str) -> None:
    with override("nl"):
        assert claim_words(claim, NAMES) == dutch
    with override("en"):
        assert claim_words(claim, NAMES) == english


def test_the_headline_stands_beside_last_year() -> None:
    with override("nl"):
        assert headline("Liendert", 1240, 980, 1) == "Liendert krijgt 1.240 uur. Vorig jaar waren het er 980."
        said = headline("Liendert", 4960, None, 4)
    assert said == "Liendert krijgt 4.960 uur in 4 jaar: 1.240 per jaar. Wat de wijk vorig jaar had, is niet bekend."


def test_a_claim_that_this_version_does_not_know_is_left_out() -> None:
    assert claim_words({"kind": "later"}, NAMES) == ""


@pytest.mark.parametrize(
    ("words", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a en b"), (["a", "b", "c"], "a, b en c")]
)
def test_words_in_a_row(words: list[Any], said: str) -> None:
    with override("nl"):
        assert listed(words) == said
