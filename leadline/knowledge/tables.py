"""Documents and their passages. The text is kept here; both indexes can be rebuilt from these two tables alone.

A changed document becomes a new row (`version` + 1) and the old row points to it by `superseded_by`: old passages stay readable for
citations that were given before, but are in neither index. Passage vectors are kept beside the text, because embedding is the slow part.
"""

import datetime as dt

from sqlalchemy import Boolean, Date, ForeignKey, Index, Integer, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from leadline.storage.base import Base


class Document(Base):
    __tablename__ = "document"
    __table_args__ = (
        Index("ix_document_content", "project_key", "content_hash"),
        Index("ix_document_source", "project_key", "source_name"),
    )

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    project_key: Mapped[str] = mapped_column(String(40), default="", index=True)  # "" = the whole organisation
    source_name: Mapped[str] = mapped_column(String(500))
    title: Mapped[str] = mapped_column(String(500))
    kind: Mapped[str] = mapped_column(String(40), index=True)
    version: Mapped[int] = mapped_column(Integer, default=1)
    superseded_by: Mapped[str | None] = mapped_column(ForeignKey("document.id", ondelete="SET NULL"), index=True)
    content_hash: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(8), default="en")
    date: Mapped[dt.date | None] = mapped_column(Date)
    page_count: Mapped[int | None] = mapped_column(Integer)
    markdown: Mapped[str] = mapped_column(Text, deferred=True)
    hidden_characters: Mapped[int] = mapped_column(Integer, default=0)  # tag, zero-width and bidi characters taken out
    hidden_text: Mapped[int] = mapped_column(Integer, default=0)  # characters of text that a reader would not have seen
    ingested_at: Mapped[dt.datetime]

    passages: Mapped[list["Passage"]] = relationship(
        back_populates="document", lazy="raise", passive_deletes=True, order_by="Passage.ordinal"
    )


class Passage(Base):
    __tablename__ = "passage"
    __table_args__ = (Index("ix_passage_document_ordinal", "document_id", "ordinal", unique=True),)

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)  # row of the full-text index
    id: Mapped[str] = mapped_column(String(60), unique=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"))
    ordinal: Mapped[int] = mapped_column(Integer)
    section: Mapped[str] = mapped_column(String(500), default="")  # headings from the top, joined by " > "
    page: Mapped[int | None] = mapped_column(Integer)
    start: Mapped[int] = mapped_column(Integer)  # span in the document's Markdown, end exclusive
    end: Mapped[int] = mapped_column(Integer)
    text: Mapped[str] = mapped_column(Text)
    text_hash: Mapped[str] = mapped_column(
        String(64), index=True
    )  # of the text without case and spacing: equal = a repeat
    boilerplate: Mapped[bool] = mapped_column(Boolean, default=False)
    embedded_by: Mapped[str] = mapped_column(
        String(120), default="", index=True
    )  # "" = the dense index has yet to catch up
    embedding: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)  # float16, unit length

    document: Mapped[Document] = relationship(back_populates="passages", lazy="raise")
