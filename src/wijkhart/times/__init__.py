"""When: schedules with recurrence and exceptions, occurrences, opening hours, holidays, parts of day.

Owns every rule about time; a service or a place only points to it. Local wall time of Europe/Amsterdam goes in,
UTC instants come out. Knows `core` only; its rows belong to whatever points to them.
"""
