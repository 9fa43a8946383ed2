"""Finding rows by any combination of words, distance, time, age and plain facts, with counts for every further choice.

An `Index` keeps the facts of all rows in columns (NumPy), so that a question costs a few passes over arrays: 100,000
rows take about a millisecond. It never changes: `changed` gives a new one that shares what stayed the same. `search`
answers a `Question`; `tests/analysis/test_finding.py` holds the plain loop that must give the same.
"""

from .facts import DAYS, OLDEST, PARTS, Facts, Time
from .index import Index
from .question import ORDERS, Near, Question, Window, Wish
from .search import Answer, search

__all__ = [
    "DAYS",
    "OLDEST",
    "ORDERS",
    "PARTS",
    "Answer",
    "Facts",
    "Index",
    "Near",
    "Question",
    "Time",
    "Window",
    "Wish",
    "search",
]
