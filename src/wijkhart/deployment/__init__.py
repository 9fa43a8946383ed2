"""Who gets how much: people's hours, euros and places divided over the wijken of a municipality, for some years.

Owns kinds of effort with their cost and reach, budgets, divisions (scenarios) with their recipe and reasons, the one
that was adopted, and what was granted from its reserve. Stands above coordination (people in need) and agenda
(weights); the arithmetic is `analysis.allocation`.
"""
