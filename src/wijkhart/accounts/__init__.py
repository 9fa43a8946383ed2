"""Who, for which organisation, in which role.

Owns users, organisations, memberships, roles with their rights, invitations and logging in. `request.actor` is
made here from the user and the active membership. Knows areas, themes, times, audit and core.
"""
