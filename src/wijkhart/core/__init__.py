"""Web plumbing that knows no domain: errors, actors, jobs, components, export, security.

It owns the `Job` row, the base templates and the components, and the words every door uses to answer.
It may know `analysis` and nothing else of Wijkhart.
"""
