"""Every address of the seeded world: how much SQL it takes, and that looking changes nothing."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.addresses import addresses
from tests.house import source
from tests.world import WHO, World, served

SNAPSHOT = Path(__file__).with_name("query_counts.json")
APPEND_ONLY = {"django_session", "core_search", "core_journal"}
"""Tables that a GET may add to: the named path of `core`, and the times of a session."""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A world of its own: the journeys change theirs, and counts are those of the demonstration as it is loaded."""
    with served(tmp_path_factory.mktemp("untouched")) as running:
        yield running


@pytest.fixture(scope="module")
def counted(world: World) -> dict[str, dict[str, int]]:
    """Name of an address -> who -> SQL statements, the second time it is asked for; of the third time when those are
    fewer than the second, in which the index of the process may have been due to be read again."""
    counts: dict[str, dict[str, int]] = {}
    known = json.loads(SNAPSHOT.read_text())
    for name, path in sorted(world.paths.items()):
        for who in WHO:
            world.get(path, who)
            answer = world.get(path, who)
            assert answer.status < 500, f"{path} as {who}: {answer.status}\n{world.last_words}"
            if answer.status == 200:
                more = answer.queries > known.get(name, {}).get(who, -1)
                again = world.get(path, who).queries if more else answer.queries
                counts.setdefault(name, {})[who] = min(answer.queries, again)
    return counts


def test_every_address_has_an_example(world: World) -> None:
    source.none(world.missing)
    assert set(world.paths) == {address.name for address in addresses()}


def test_every_page_takes_as_much_sql_as_written_down(counted: dict[str, dict[str, int]]) -> None:
    """Write new counts with `make snapshots`, and look at the difference before keeping it."""
    if os.environ.get("UPDATE_SNAPSHOTS"):
        SNAPSHOT.write_text(json.dumps(counted, indent=1) + "\n")
    known = json.loads(SNAPSHOT.read_text())
    source.none(
        f"{name} as {who}: {count} statements, written down {known.get(name, {}).get(who)}"
        for name, counts in counted.items()
        for who, count in counts.items()
        if count > known.get(name, {}).get(who, -1)
    )
    source.none(f"{name} answers no more, but is written down" for name in known.keys() - counted.keys())


def test_looking_changes_nothing(world: World) -> None:
    source.none(
        f"GET {path} as {who} wrote to {', '.join(written)}"
        for path in world.paths.values()
        for who in WHO
        if (written := world.get(path, who).written - APPEND_ONLY)
    )
