"""The interface for machines, `/api/v1`: open data, read only, after the Dutch API Design Rules.

Every operation reads what the pages read, through the same queries, for the same actor. Names on the
wire are camelCase; errors are `application/problem+json`.
"""
