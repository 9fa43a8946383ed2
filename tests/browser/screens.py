"""`python -m tests.browser.screens [part of a name]`: pictures of every page at 1280 and 360 px, to look at."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import ARGUMENTS, CHROMIUM
from tests.world import ROOT, WHO, World, served

FOLDER = ROOT / "var" / "screens"


def pictures(world: World, browser: Browser, who: str, wanted: str) -> None:
    """Write a picture of each page that this person gets."""
    for width in (1280, 360):
        context = browser.new_context(viewport={"width": width, "height": 900}, locale="nl-NL")
        if who != "anonymous":
            context.add_cookies([{"name": "sessionid", "value": world.sessions[who], "url": world.url}])
        page = context.new_page()
        for name, path in world.paths.items():
            answer = world.get(path, who)
            if wanted in name and answer.status == 200 and answer.headers["content-type"].startswith("text/html"):
                page.goto(world.url + path)
                page.screenshot(path=FOLDER / f"{name.replace(':', '.')}-{who}-{width}.png", full_page=True)
        context.close()


def main() -> None:
    """Make the pictures and say where they are."""
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as world, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for who in WHO:
            pictures(world, browser, who, wanted)
        browser.close()
    sys.stdout.write(f"{len(list(FOLDER.glob('*.png')))} pictures in {FOLDER}\n")


if __name__ == "__main__":
    main()
