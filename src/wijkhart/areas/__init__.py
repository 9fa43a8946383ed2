"""Areas and the facts about them: country, region, municipality, wijk, buurt, and their figures.

Owns codes, borders, validity, links between old and new areas, sources, measures and figures, and the importers
of open data about areas. Knows `core`, `audit` and nothing above. Everything here is open data: any visitor may
read it; only import reports belong to somebody.
"""
