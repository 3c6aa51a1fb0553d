"""The lexical index: full-text search in the same database. SQLite: an FTS5 table; PostgreSQL: a tsvector column with BM25 on top.

Rows are passages by `Passage.number`; what is indexed is `terms.terms(heading + text)`. Only current documents are in it.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Connection, Integer, Text, cast, column, literal_column, select, table, text
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.orm import Session

from leadline.knowledge.tables import Document, Passage
from leadline.knowledge.terms import terms

K1, B = 1.2, 0.75  # BM25 (Robertson & Zaragoza, 2009), the values that FTS5 has built in
CANDIDATES = 20_000  # PostgreSQL: rows fetched for scoring; beyond that a query is all common words

INDEX = table("passage_terms", column("rowid", Integer), column("terms", Text), column("length", Integer))

_CREATE = {
    "sqlite": ("CREATE VIRTUAL TABLE IF NOT EXISTS passage_terms USING fts5(terms, tokenize='unicode61')",),
    "postgresql": (
        "CREATE TABLE IF NOT EXISTS passage_terms (rowid INTEGER PRIMARY KEY, terms TEXT NOT NULL, length INTEGER NOT NULL,"
        " vector tsvector GENERATED ALWAYS AS (array_to_tsvector(string_to_array(terms, ' '))) STORED)",
        "CREATE INDEX IF NOT EXISTS ix_passage_terms_vector ON passage_terms USING gin (vector)",
    ),
}


def create(connection: Connection) -> None:
    """Make the full-text table if it is not there. Call it once at start, after the migrations."""
    for statement in _CREATE[connection.dialect.name]:
        connection.execute(text(statement))


def add(session: Session, rows: Iterable[tuple[int, str]]) -> None:
    """Index passages given as (number, text)."""
    sqlite = session.get_bind().dialect.name == "sqlite"
    columns, values = ("rowid, terms", ":n, :terms") if sqlite else ("rowid, terms, length", ":n, :terms, :length")
    stems = [(number, terms(words)) for number, words in rows]
    if stems:
        session.execute(
            text(f"INSERT INTO passage_terms ({columns}) VALUES ({values})"),
            [{"n": number, "terms": " ".join(found), "length": len(found)} for number, found in stems],
        )


def remove(session: Session, numbers: Sequence[int]) -> None:
    if numbers:
        session.execute(text("DELETE FROM passage_terms WHERE rowid = :n"), [{"n": number} for number in numbers])


def indexed(session: Session) -> set[int]:
    """The passage numbers that the index holds."""
    return set(session.scalars(text("SELECT rowid FROM passage_terms")))


def search(
    session: Session, query_terms: Sequence[str], where: Sequence[ColumnElement[bool]], limit: int
) -> list[tuple[int, float]]:
    """(passage number, BM25) of the best passages that hold any of the terms, best first.

    `where` are conditions on Document: they are part of the one statement that searches. Only current documents are indexed, so
    without conditions the index answers alone, which is several times faster.
    """
    if not query_terms:
        return []
    if session.get_bind().dialect.name == "sqlite":
        return _search_sqlite(session, query_terms, where, limit)
    return _search_postgres(session, query_terms, where, limit)


def document_frequencies(session: Session, query_terms: Sequence[str]) -> tuple[dict[str, int], int]:
    """In how many passages each term occurs, and how many passages there are."""
    if session.get_bind().dialect.name == "sqlite":
        count = text("SELECT count(*) FROM passage_terms WHERE passage_terms MATCH :q")
        found = {t: int(session.scalar(count, {"q": f'"{t}"'}) or 0) for t in set(query_terms)}
    else:
        count = text("SELECT count(*) FROM passage_terms WHERE vector @@ CAST(:q AS tsquery)")
        found = {t: int(session.scalar(count, {"q": _tsquery([t])}) or 0) for t in set(query_terms)}
    return found, int(session.scalar(text("SELECT count(*) FROM passage_terms")) or 0)


def documents_with(session: Session, term: str, document_ids: Sequence[str]) -> frozenset[str]:
    """Which of these documents hold the term anywhere."""
    sqlite = session.get_bind().dialect.name == "sqlite"
    holds = literal_column("passage_terms").op("MATCH")(f'"{term}"') if sqlite else _matches([term])
    statement = select(Passage.document_id).join(INDEX, INDEX.c.rowid == Passage.number)
    return frozenset(session.scalars(statement.where(holds, Passage.document_id.in_(document_ids)).distinct()))


def _search_sqlite(
    session: Session, query_terms: Sequence[str], where: Sequence[ColumnElement[bool]], limit: int
) -> list[tuple[int, float]]:
    match = " OR ".join(f'"{term}"' for term in query_terms)
    score: ColumnElement[float] = literal_column("bm25(passage_terms)")
    statement = select(INDEX.c.rowid, score).where(literal_column("passage_terms").op("MATCH")(match), *where)
    if where:
        statement = statement.join(Passage, Passage.number == INDEX.c.rowid)
        statement = statement.join(Document, Document.id == Passage.document_id)
    statement = statement.order_by(score).limit(limit)
    return [(number, -float(value)) for number, value in session.execute(statement)]  # FTS5: the lower, the better


def _search_postgres(
    session: Session, query_terms: Sequence[str], where: Sequence[ColumnElement[bool]], limit: int
) -> list[tuple[int, float]]:
    """PostgreSQL ranks by density only, so BM25 is computed here over the passages that match."""
    frequency, total = document_frequencies(session, query_terms)
    average = float(session.scalar(text("SELECT avg(length) FROM passage_terms")) or 1.0)
    statement = (
        select(Passage.number, INDEX.c.terms, INDEX.c.length)
        .select_from(Passage)
        .join(Document, Document.id == Passage.document_id)
        .join(INDEX, INDEX.c.rowid == Passage.number)
        .where(_matches(query_terms), *where)
        .limit(CANDIDATES)
    )
    scored: list[tuple[int, float]] = []
    for number, stems, length in session.execute(statement):
        counts = Counter(str(stems).split())
        norm = K1 * (1 - B + B * length / average)
        score = sum(
            inverse_frequency(frequency[t], total) * counts[t] * (K1 + 1) / (counts[t] + norm) for t in query_terms
        )
        scored.append((number, score))
    return sorted(scored, key=lambda row: (-row[1], row[0]))[:limit]


def _matches(query_terms: Sequence[str]) -> ColumnElement[bool]:
    return literal_column("passage_terms.vector").op("@@")(cast(_tsquery(query_terms), TSQUERY))


def _tsquery(query_terms: Sequence[str]) -> str:
    return " | ".join("'" + term.replace("'", "''") + "'" for term in query_terms)


def inverse_frequency(holding: int, total: int) -> float:
    """How telling a term is that `holding` of `total` passages contain (the BM25 form that is never negative)."""
    return math.log(1 + (total - holding + 0.5) / (holding + 0.5))
