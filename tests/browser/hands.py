"""The two ways in which somebody works through a page: with a mouse, and with nothing but a keyboard."""

from typing import Final, Protocol

from playwright.sync_api import Locator, Page

MOST_TABS: Final = 250
ORDERS: Final = (("{d}{m}{y}", "{y}{m}{d}", "{m}{d}{y}"), ("{h}{n}", "{t}{n}{half}"))
"""In what order a date and a time are typed: that depends on the language of the browser."""


class Hand(Protocol):
    """What a person does with a page; what is pressed leads to another one."""

    name: str

    def press(self, wanted: Locator) -> None: ...
    def write(self, wanted: Locator, text: str) -> None: ...
    def choose(self, wanted: Locator, label: str) -> None: ...
    def tick(self, wanted: Locator) -> None: ...


class Mouse:
    """Points and clicks."""

    name = "mouse"

    def press(self, wanted: Locator) -> None:
        with wanted.page.expect_navigation():
            wanted.click()

    def write(self, wanted: Locator, text: str) -> None:
        wanted.fill(text)

    def choose(self, wanted: Locator, label: str) -> None:
        wanted.select_option(label=label)

    def tick(self, wanted: Locator) -> None:
        wanted.check()


class Keyboard:
    """Walks with Tab, presses Enter and Space, and types; never points at anything."""

    name = "keyboard"

    def press(self, wanted: Locator) -> None:
        tab_to(wanted.page, wanted)
        with wanted.page.expect_navigation():
            wanted.page.keyboard.press("Enter")

    def write(self, wanted: Locator, text: str) -> None:
        tab_to(wanted.page, wanted)
        keyboard = wanted.page.keyboard
        kind = wanted.get_attribute("type") or ""
        if kind not in {"date", "time"}:
            keyboard.press("Control+A")
            keyboard.type(text)
        for order in ORDERS[kind == "time"] if kind in {"date", "time"} else ():
            if wanted.input_value()[: len(text)] != text:
                _from_the_start(wanted)
                keyboard.type(_typed(order, text))
        assert wanted.input_value()[: len(text)] == text, f"typed {text}, got {wanted.input_value()!r}"

    def choose(self, wanted: Locator, label: str) -> None:
        tab_to(wanted.page, wanted)
        wanted.page.keyboard.type(label)
        chosen = wanted.evaluate("one => one.selectedOptions[0].label")
        assert chosen == label, f"asked for {label}, got {chosen}"

    def tick(self, wanted: Locator) -> None:
        tab_to(wanted.page, wanted)
        if not wanted.is_checked():
            wanted.page.keyboard.press("Space")


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until this has the focus, as somebody without a mouse does."""
    wanted.wait_for(state="attached")
    for _press in range(MOST_TABS):
        if wanted.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {wanted}")


def _from_the_start(wanted: Locator) -> None:
    """Empty a date or time, and go back to its first part."""
    keyboard = wanted.page.keyboard
    for _part in range(3):
        keyboard.press("Backspace")
        keyboard.press("ArrowLeft")
    keyboard.press("Backspace")


def _typed(order: str, text: str) -> str:
    """The keys of a date (2026-12-01) or a time (14:00) in this order.

    >>> _typed("{d}{m}{y}", "2026-12-01"), _typed("{t}{n}{half}", "14:00")
    ('01122026', '0200PM')
    """
    if "{d}" in order:
        year, month, day = text.split("-")
        return order.format(y=year, m=month, d=day)
    hour, minutes = text.split(":")
    of_twelve = f"{(int(hour) - 1) % 12 + 1:02}"
    return order.format(h=hour, n=minutes, t=of_twelve, half="AM" if int(hour) < 12 else "PM")
