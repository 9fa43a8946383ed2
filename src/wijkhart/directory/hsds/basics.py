"""What every document shares: names that stay the same, leaving out what is not known, and our own attributes."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID, uuid5

from wijkhart.core.actors import ANONYMOUS

Document = dict[str, Any]
NAMESPACE: Final = UUID("9d1f3c52-6c1e-5d0f-8a53-0b6a4f0f7c31")
"""Under which rows without a key of their own get one; it must never change."""
OURS: Final = "wijkhart"
"""The `link_type` of an attribute that says what HSDS has no field for."""
AT_PLACE: Final = 0x5A3C96A5C369
"""What the key of a service and that of its row at a location differ in: turned back in the same way."""
PUBLIC: Final = ANONYMOUS
"""For whom every document is made: whoever asks, it shows what everybody may see."""


def row_id(*parts: object) -> str:
    """The key of a row that has none in our tables: the same for the same parts, always."""
    return str(uuid5(NAMESPACE, "|".join(str(part) for part in parts)))


def at_place(key: UUID) -> UUID:
    """The key of the row that joins a service to its place, from that of the service; and the other way round."""
    return UUID(int=key.int ^ AT_PLACE)


def filled(document: Mapping[str, Any]) -> Document:
    """Without what is not known: null, an empty text or an empty list. 0 and false are facts and stay."""
    return {key: value for key, value in document.items() if value is not None and value != "" and value != []}


def attributes(entity: str, key: object, facts: Mapping[str, Any]) -> list[Document]:
    """Our own facts about one object, each with its name in `label`; a list is one attribute for each value."""
    return [
        {
            "id": row_id("attribute", key, name, text),
            "link_id": str(key),
            "link_entity": entity,
            "link_type": OURS,
            "label": name,
            "value": text,
        }
        for name, fact in facts.items()
        for text in _texts(fact)
    ]


def _texts(fact: Any) -> Iterator[str]:
    match fact:
        case None | "":
            return
        case bool():
            yield "true" if fact else "false"
        case datetime() | date():
            yield fact.isoformat()
        case list() | tuple():
            for one in fact:
                yield from _texts(one)
        case dict():
            yield json.dumps(fact, ensure_ascii=False, sort_keys=True)
        case _:
            yield str(fact)
