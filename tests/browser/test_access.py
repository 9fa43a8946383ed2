"""By keyboard, with large text, in the reader's own colours."""

from collections.abc import Callable

import pytest

from tests.browser.conftest import NARROW, WIDE, Watched
from tests.house import source
from tests.world import World

pytestmark = pytest.mark.browser
WALKED = ["home", "municipality_detail", "district_detail", "service_list", "account_login"]
MOST_STOPS = 400
FOCUS = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const look = getComputedStyle(one), box = one.getBoundingClientRect();
  const drawn = (look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) > 0) || look.boxShadow !== 'none';
  one.dataset.walked = (parseInt(one.dataset.walked || '0') + 1).toString();
  return {
    name: one.outerHTML.slice(0, 120), drawn, again: one.dataset.walked !== '1',
    inView: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
  };
}"""
CLICKABLE = (
    "() => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]"
    ".filter(one => one.checkVisibility({visibilityProperty: true}) && one.tabIndex >= 0 && !one.disabled"
    " && !(one.type === 'radio' && !one.checked)).length"
)


@pytest.mark.parametrize("name", WALKED)
def test_keyboard_reaches_everything_and_shows_where_it_is(
    name: str, world: World, visit: Callable[..., Watched]
) -> None:
    seen = visit()
    seen.open(world.paths[name], WIDE)
    expected = seen.page.evaluate(CLICKABLE)
    stops, wrong = 0, []
    for _step in range(MOST_STOPS):
        seen.page.keyboard.press("Tab")
        at = seen.page.evaluate(FOCUS)
        if at is None or at["again"]:
            break
        stops += 1
        if not at["drawn"]:
            wrong.append(f"no visible focus: {at['name']}")
        if not at["inView"]:
            wrong.append(f"focus outside the window: {at['name']}")
    source.none(wrong)
    assert stops >= min(expected, MOST_STOPS), f"{stops} stops for {expected} things to click"


def test_the_skip_link_comes_first_and_skips(world: World, visit: Callable[..., Watched]) -> None:
    seen = visit()
    seen.open("/", WIDE)
    seen.page.keyboard.press("Tab")
    target = seen.page.evaluate("document.activeElement.getAttribute('href')")
    assert target.startswith("#")
    seen.page.keyboard.press("Enter")
    seen.page.keyboard.press("Tab")
    inside = "(id) => document.getElementById(id).contains(document.activeElement)"
    assert seen.page.evaluate(inside, target[1:])


@pytest.mark.parametrize("name", WALKED)
def test_text_of_twice_the_size_fits(name: str, world: World, visit: Callable[..., Watched]) -> None:
    """200% of a 1280 px window is a window of 640 px; text alone is doubled as well."""
    seen = visit()
    seen.open(world.paths[name], {"width": 640, "height": 450})
    assert seen.overflow() <= 0
    seen.open(world.paths[name], WIDE)
    seen.page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
    assert seen.overflow() <= 0


@pytest.mark.parametrize("name", WALKED)
def test_pages_hold_in_forced_colours(name: str, world: World, visit: Callable[..., Watched]) -> None:
    seen = visit(forced_colors="active")
    seen.open(world.paths[name], WIDE)
    source.none(seen.breaches())


@pytest.mark.parametrize("name", WALKED)
def test_pages_work_without_javascript(name: str, world: World, visit: Callable[..., Watched]) -> None:
    seen = visit(java_script_enabled=False)
    assert seen.open(world.paths[name], NARROW) == 200
    assert seen.page.locator("main h1").count() == 1
