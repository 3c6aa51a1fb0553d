"""Writes the sample documents: Markdown templates filled with the portfolio's own dates and figures, then DOCX or PDF."""
