"""Changes as proposals: nothing is written to a record but by a person's approval, once, audited, and undoable.

Whoever changes records calls `proposing.propose`; only a person's request calls `deciding` and `undoing`.
"""
