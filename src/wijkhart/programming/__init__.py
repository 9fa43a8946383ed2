"""The programme of a week: what a place or a wijk offers in one week, made together.

Owns week programmes and their lines. A line comes from a service, from a booking that is open to all, from a proposal
of an organisation, or from a group of residents; who keeps the programme agrees or puts it back with a reason. Knows
the directory, the agenda and what lies below; a stranger to coordination.
"""
