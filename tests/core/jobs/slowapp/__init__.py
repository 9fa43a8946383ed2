"""An app that only the workers of these tests install: kinds of work that take time and write."""
