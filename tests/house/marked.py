"""What hidden rows are known by, and of whom they are."""

from typing import Final

from tests import make

MARK: Final = "geheim-van-deventer"
"""Stands in the text of every hidden object; a page that shows it to somebody of Amersfoort leaks."""

HERE, THERE, THERE_DISTRICT = make.AMERSFOORT, make.DEVENTER, "WK015001"
