"""One form per word."""

from functools import lru_cache
from threading import Lock

import snowballstemmer

from wijkhart.directory.words.files import word_forms, word_parts

_SNOWBALL = snowballstemmer.stemmer("dutch")
_ONE_AT_A_TIME = Lock()
"""The stemmer keeps the word it works on in itself."""


@lru_cache(maxsize=65_536)
def stem_of(word: str) -> str:
    """The stem of a folded word, by way of the word that it is a form of.

    >>> stem_of("lessen"), stem_of("kinderen"), stem_of("begeleiding")
    ('les', 'kind', 'begeleid')
    """
    base = word_forms().get(word, word)
    with _ONE_AT_A_TIME:
        stem: str = _SNOWBALL.stemWord(base)
    return _with_ge(base, stem)


def _with_ge(word: str, stem: str) -> str:
    """The stem with the "ge" back that the stemmer takes away too often: "begeleiding" is no "beleid", "geld" no "ld".

    In front it stays away only from participles that leave a base word: "gewandeld" is "wandel", "gezond" no "zon".
    """
    same = 0
    while same < min(len(word), len(stem)) and word[same] == stem[same]:
        same += 1
    if same == len(stem) or word[same : same + 3] != f"ge{stem[same]}":
        return stem
    whole = f"{stem[:same]}ge{stem[same:]}"
    participle = same == 0 and word.endswith(("d", "t", "en")) and stem in word_parts()
    return stem if participle and not {word, whole} & word_parts() else whole
