"""Edits of a story set: said in words, applied by rules, each a new version."""
