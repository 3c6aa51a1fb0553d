"""Risk assessment: detectors over the data, drafted risks with evidence, coverage, reserve."""
