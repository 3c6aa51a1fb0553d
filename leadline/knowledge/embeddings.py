"""Where vectors come from: the local model, a provider known to LangChain, or nowhere (search is then lexical only)."""

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from leadline.knowledge.minilm.model import MiniLM


class Embedder(Protocol):
    """`name` identifies the vectors: vectors of another name are never compared with these."""

    @property
    def name(self) -> str: ...

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One unit vector per text, in order."""
        ...


class ProviderEmbedder:
    """Embeddings of a provider that LangChain knows, e.g. `openai:text-embedding-3-small`."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._embeddings: Any = None

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if self._embeddings is None:
            from langchain.embeddings import init_embeddings

            self._embeddings = init_embeddings(self.name)
        vectors = np.asarray(self._embeddings.embed_documents(list(texts)), dtype=np.float32)
        return np.asarray(vectors / np.clip(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12, None))


def make_embedder(name: str) -> Embedder | None:
    """The embedder of the setting `LEADLINE_EMBEDDINGS`: "local", "none", or "provider:model". ValueError for anything else."""
    if name == "local":
        return MiniLM()
    if name == "none":
        return None
    if ":" in name:
        return ProviderEmbedder(name)
    raise ValueError(f'unknown embeddings "{name}": use "local", "none" or "provider:model"')
