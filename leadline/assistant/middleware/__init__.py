"""Cross-cutting behaviour of a turn, one concern a file."""
