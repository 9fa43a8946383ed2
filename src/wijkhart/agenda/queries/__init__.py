"""Reads across tables of the agenda."""
