"""The words everyone uses: themes, needs, target groups, lines, conditions for wellbeing, participation wheel.

Owns one shared list, read from `themes/data/` and exportable as SKOS. National and public: nothing here belongs
to a municipality. Knows `core` only.
"""
