"""The status report: material, sections, audiences. One material for every audience, so that colours, dates and totals agree."""
