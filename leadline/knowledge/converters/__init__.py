"""Files of any usual format to structured Markdown. `convert` is the one door."""

from leadline.knowledge.converters.convert import convert

__all__ = ["convert"]
