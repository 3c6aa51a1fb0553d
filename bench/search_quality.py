"""Search quality on Cranfield (nDCG@10, recall@10): our own path beside BM25 and vectors alone.

    python bench/search_quality.py ../shared/data/cranfield [--home FOLDER]

The collection is ingested and searched through `Library`, as in the product. Published for comparison (1,400 documents, 225 queries):
BM25 .360, these vectors alone .377, reciprocal rank fusion .405, score fusion .409.
"""

import argparse
import csv
import json
import math
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import bm25s
import Stemmer

from leadline.knowledge.dense import DenseIndex, Filters
from leadline.knowledge.embeddings import Embedder, make_embedder
from leadline.knowledge.library import Library
from leadline.knowledge.scope import EVERYTHING
from leadline.storage.base import Base
from leadline.storage.engine import create_database_engine, session_factory

DEPTH = 10
Ranking = Callable[[str], Sequence[str]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("collection", type=Path)
    parser.add_argument("--home", type=Path, help="keep the ingested collection here")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        run(arguments.collection, arguments.home or Path(folder))


def run(collection: Path, home: Path) -> None:
    documents = [json.loads(line) for line in (collection / "corpus.jsonl").open()]
    queries = {row["_id"]: row["text"] for row in map(json.loads, (collection / "queries.jsonl").open())}
    relevant = read_judgements(collection / "qrels" / "test.tsv")
    embedder = make_embedder("local")
    if embedder is None:
        raise SystemExit("no local embedding model")
    library = open_library(home, embedder)
    started = time.perf_counter()
    for document in documents:
        title = document["title"].strip() or document["_id"]
        library.ingest(f"{document['_id']}.txt", (document["text"] or title).encode(), title=title)
    print(f"ingested {len(documents)} documents in {time.perf_counter() - started:.0f} s")
    names = {
        d.id: d.source_name.removesuffix(".txt") for d in library.documents(EVERYTHING, limit=len(documents)).items
    }
    for name, ranking in (
        ("BM25 (bm25s, stop words, Snowball)", bm25(documents)),
        ("vectors alone", vectors_alone(home, embedder, names)),
        ("Leadline", own_search(library, names)),
    ):
        report(name, ranking, queries, relevant)


def open_library(home: Path, embedder: Embedder | None) -> Library:
    engine = create_database_engine(f"sqlite:///{home}/leadline.db")
    Base.metadata.create_all(engine)
    with engine.begin() as connection:
        Library.create_indexes(connection)
    return Library(session_factory(engine), home / "chroma", None, embedder)


def read_judgements(path: Path) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    with path.open() as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            found.setdefault(row["query-id"], {})[row["corpus-id"]] = float(row["score"])
    return found


def bm25(documents: Sequence[Mapping[str, str]]) -> Ranking:
    stemmer = Stemmer.Stemmer("english")
    ids = [document["_id"] for document in documents]
    index = bm25s.BM25(k1=1.2, b=0.75)
    texts = [f"{document['title']} {document['text']}" for document in documents]
    index.index(bm25s.tokenize(texts, stopwords="en", stemmer=stemmer, show_progress=False), show_progress=False)

    def ranking(query: str) -> list[str]:
        tokens = bm25s.tokenize(query, stopwords="en", stemmer=stemmer, show_progress=False)
        rows, _ = index.retrieve(tokens, k=DEPTH, show_progress=False)
        return [ids[row] for row in rows[0]]

    return ranking


def vectors_alone(home: Path, embedder: Embedder, names: Mapping[str, str]) -> Ranking:
    index = DenseIndex(home / "chroma", None, embedder.name)

    def ranking(query: str) -> list[str]:
        found = index.search(embedder.embed([query])[0], EVERYTHING, Filters(), 100)
        return list(dict.fromkeys(names[passage_id.rsplit(".", 1)[0]] for passage_id, _ in found))[:DEPTH]

    return ranking


def own_search(library: Library, names: Mapping[str, str]) -> Ranking:
    def ranking(query: str) -> list[str]:
        hits = library.search(EVERYTHING, query, limit=40).hits
        return list(dict.fromkeys(names[hit.passage.document_id] for hit in hits))[:DEPTH]

    return ranking


def report(
    name: str, ranking: Ranking, queries: Mapping[str, str], relevant: Mapping[str, Mapping[str, float]]
) -> None:
    gains, recalls, times = [], [], []
    for query_id, judged in relevant.items():
        started = time.perf_counter()
        found = ranking(queries[query_id])
        times.append(time.perf_counter() - started)
        gains.append(ndcg([judged.get(d, 0.0) for d in found], sorted(judged.values(), reverse=True)))
        wanted = {d for d, grade in judged.items() if grade > 0}
        recalls.append(len(wanted & set(found)) / max(1, len(wanted)))
    count = len(gains)
    median = sorted(times)[count // 2] * 1_000
    print(
        f"{name:36} nDCG@10 {sum(gains) / count:.3f}  recall@10 {sum(recalls) / count:.3f}  p50 {median:.0f} ms  n {count}"
    )


def ndcg(grades: Sequence[float], ideal: Sequence[float]) -> float:
    """Normalised discounted cumulative gain at 10 with linear gain (Jarvelin & Kekalainen, 2002)."""
    best = _gain(ideal[:DEPTH])
    return _gain(grades[:DEPTH]) / best if best else 0.0


def _gain(grades: Sequence[float]) -> float:
    return sum(grade / math.log2(rank + 1) for rank, grade in enumerate(grades, start=1))


if __name__ == "__main__":
    main()
