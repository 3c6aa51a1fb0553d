"""Grounding: every figure, date, colour and key of an answer's text is bound to a fact of the turn, or marked."""

from leadline.assistant.grounding.check import check
from leadline.assistant.grounding.sources import Material, material

__all__ = ["Material", "check", "material"]
