"""Wijkhart: a municipality, its welfare organisations and its residents run neighbourhood welfare together.

See `docs/architecture.md` for the order of the parts and `docs/glossary.md` for the words.
"""

from importlib.metadata import version

__version__ = version("wijkhart")
