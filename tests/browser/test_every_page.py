"""Every page, as a visitor and as an administrator, wide and on a small phone."""

from collections.abc import Callable

import pytest

from tests.addresses import addresses
from tests.browser.conftest import NARROW, WIDE, Watched
from tests.house import source
from tests.world import WHO, World

pytestmark = pytest.mark.browser
PAGES = [address.name for address in addresses() if not address.route.startswith(("api/", "^api"))]
HOME_BYTES = 150_000


def is_page(world: World, name: str, who: str) -> bool:
    """Whether this address shows this person a page (and not a file, a redirect or a refusal)."""
    answer = world.get(world.paths[name], who)
    return answer.status == 200 and answer.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("name", PAGES)
def test_page(name: str, who: str, world: World, visit: Callable[..., Watched]) -> None:
    if not is_page(world, name, who):
        return
    seen, wrong = visit(who), []
    for size in (WIDE, NARROW):
        assert seen.open(world.paths[name], size) == 200
        wrong += [f"{size['width']} px: {breach}" for breach in seen.breaches()]
        if seen.overflow() > 0:
            wrong.append(f"{size['width']} px: the page is {seen.overflow()} px wider than the screen")
    wrong += [f"asks a third party: {url}" for url in seen.strangers()]
    source.none(dict.fromkeys([*wrong, *seen.complaints]))


def test_home_weighs_little(world: World, visit: Callable[..., Watched]) -> None:
    seen = visit()
    seen.open("/", WIDE)
    seen.page.wait_for_load_state("networkidle")
    assert 0 < seen.bytes < HOME_BYTES
