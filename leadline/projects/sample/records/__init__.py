"""Rows of the sample portfolio, one subject a file."""
