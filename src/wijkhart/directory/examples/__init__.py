"""Example supply: reading the templates, and choosing where each copy comes. Made up, and marked so everywhere."""
