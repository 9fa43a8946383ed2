"""Who does what: need against supply.

Owns the norms a municipality counts with and the stored results of the coverage computation, each with its recipe.
Knows directory and below (the agenda comes beside the directory later); a stranger to casework and participation.
"""
