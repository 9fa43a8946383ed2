"""Who did what: verbs with a hash chain per municipality.

Owns the chain and its verification; names of actors stand in an erasable table beside it. Lies under `accounts`:
the actor is a plain pseudonymous id, so the chain outlives a deleted account. Knows `core` only.
"""
