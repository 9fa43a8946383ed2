"""What there is: the sociale kaart.

Owns services (activity, facility, function), who runs them, where, when, for whom and how many fit. A service points
to a place, a schedule, themes and target groups; being formal or subsidised is a fact of its provider. Knows places
and below; a stranger to the agenda.
"""
