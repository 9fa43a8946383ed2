"""How Dutch words are read: the same way in what services say and in what people type.

A text becomes terms: folded, without stop words, brought to one form per word, and with the parts of compounds. A query
becomes wishes: per word the known terms that say it, also when it is a compound, only begun, or mistyped.
"""

from wijkhart.directory.words.lexicon import Lexicon, Wish
from wijkhart.directory.words.terms import stop_words, terms_of

__all__ = ["Lexicon", "Wish", "stop_words", "terms_of"]
