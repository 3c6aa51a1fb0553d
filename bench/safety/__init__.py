"""Attacks on the promise that nothing changes without a person: each counts what got through. Write N beside every zero."""
