"""Pages that combine contexts: home, municipality, wijk. No models.

Owns the wijk picture (*wijkbeeld*), one query behind page and command. Knows every part below; only `config` knows it.
"""
