"""Questions with and without an answer over a document collection: found, missed, wrongly answered.

    python bench/answers.py ../shared/data/corpus/corpus.jsonl bench/questions.tsv

Each line of the questions: the question, a tab, the id of the document that answers ("-" = none does).
"""

import argparse
import json
import tempfile
from pathlib import Path

from search_quality import open_library

from leadline.knowledge.embeddings import make_embedder
from leadline.knowledge.library import Library
from leadline.knowledge.scope import EVERYTHING

KINDS = {"postmortem": "post_mortem", "charter": "charter"}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("corpus", type=Path)
    parser.add_argument("questions", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        library = open_library(Path(folder), make_embedder("local"))
        for row in map(json.loads, arguments.corpus.open()):
            library.ingest(f"{row['id']}.md", row["text"].encode(), kind=KINDS[row["kind"]], title=row["title"])
        ask(library, [line.rstrip("\n").split("\t") for line in arguments.questions.open()])


def ask(library: Library, questions: list[list[str]]) -> None:
    names = {d.id: d.source_name.removesuffix(".md") for d in library.documents(EVERYTHING, limit=10_000).items}
    right = wrong = missed = refused = invented = 0
    for question, expected in questions:
        result = library.search(EVERYTHING, question)
        best = max(result.hits, key=lambda hit: (hit.asked_section, hit.confidence))
        found = names[best.passage.document_id]
        if expected == "-":
            refused, invented = refused + (not result.answered), invented + result.answered
        elif not result.answered:
            missed += 1
        else:
            right, wrong = right + (found == expected), wrong + (found != expected)
        good = result.answered == (expected != "-") and expected in ("-", found)
        print(
            f"{'ok ' if good else 'BAD'} {best.confidence:.2f} {question} -> {found}: {' '.join(best.quote.split())[:90]}"
        )
    print(f"with an answer: {right} right, {wrong} from another document, {missed} missed")
    print(f"without an answer: {refused} said so, {invented} answered all the same")


if __name__ == "__main__":
    main()
