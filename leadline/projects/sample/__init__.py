"""The sample portfolio: an invented logistics group with eight projects, whose figures reconcile to the cent.

Everything is placed relative to `today`, with a fixed seed: the same day gives the same portfolio. The rules that hold and the
stories that are planted in it are described in `docs/sample-portfolio.md`.
"""

from leadline.projects.sample.documents import SampleDocument, sample_documents
from leadline.projects.sample.load import Loaded, SampleConflictError, load_sample

__all__ = ["Loaded", "SampleConflictError", "SampleDocument", "load_sample", "sample_documents"]
