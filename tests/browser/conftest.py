"""One Chromium for all browser tests, and pages that remember what went wrong on them."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

from tests.browser.chromium import ARGUMENTS, CHROMIUM
from tests.world import World, served

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 800}
RUN_AXE = """async () => {
  const found = await axe.run(document, {rules: {'target-size': {enabled: true}}, resultTypes: ['violations']});
  return found.violations.map(v => [v.id, v.help, v.nodes.slice(0, 4).map(n => n.html.slice(0, 140))]);
}"""


class Watched:
    """A page with everything the browser complained about and everything it fetched."""

    def __init__(self, page: Page, world: World) -> None:
        self.page, self.world = page, world
        self.complaints: list[str] = []
        self.fetched: list[str] = []
        self.bytes = 0
        page.on("console", lambda message: self._hear(message.type, message.text))
        page.on("pageerror", lambda error: self.complaints.append(f"script error: {error}"))
        page.on("request", lambda request: self.fetched.append(request.url))
        page.on("requestfinished", self._weigh)

    def open(self, path: str, size: dict[str, int] | None = None) -> int:
        """Go to a path of the world at a size; returns the status."""
        if size:
            self.page.set_viewport_size({"width": size["width"], "height": size["height"]})
        answer = self.page.goto(self.world.url + path)
        assert answer is not None
        return answer.status

    def breaches(self) -> list[str]:
        """What axe-core finds wrong for people who use a keyboard, a screen reader, a small screen or large text."""
        self.page.evaluate(AXE)
        rows: list[list[Any]] = self.page.evaluate(RUN_AXE)
        return [f"axe {rule}: {words} {json.dumps(nodes)}" for rule, words, nodes in rows]

    def strangers(self) -> list[str]:
        """Addresses of third parties that the page asked for something."""
        own = (self.world.url + "/", "data:", "blob:", "about:")
        return [url for url in self.fetched if not url.startswith(own)]

    def overflow(self) -> int:
        """Pixels by which the page is wider than the window."""
        wider: int = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        return wider

    def _hear(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.complaints.append(f"console {kind}: {text}")

    def _weigh(self, request: Request) -> None:
        sizes = request.sizes()
        self.bytes += sizes["responseBodySize"] + sizes["responseHeadersSize"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A world for each file: a journey writes, and the next finds the municipality as the demo loads it."""
    with served(tmp_path_factory.mktemp("world")) as running:
        yield running


@pytest.fixture
def visit(browser: Browser, world: World) -> Iterator[Callable[..., Watched]]:
    """Open a watched page as `who`: `visit("administrator", forced_colors="active")`."""
    opened: list[BrowserContext] = []

    def open_as(who: str = "anonymous", **options: Any) -> Watched:
        context = browser.new_context(locale="nl-NL", timezone_id="Europe/Amsterdam", **options)
        opened.append(context)
        if who != "anonymous":
            context.add_cookies([{"name": "sessionid", "value": world.sessions[who], "url": world.url}])
        return Watched(context.new_page(), world)

    yield open_as
    for context in opened:
        context.close()
