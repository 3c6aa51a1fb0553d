"""Column kinds that many tables share."""

from typing import Annotated

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

Id = Annotated[int, mapped_column(primary_key=True, autoincrement=True)]
ProjectId = Annotated[int, mapped_column(ForeignKey("project.id", ondelete="CASCADE"), index=True)]
PersonId = Annotated[int | None, mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)]
Key = Annotated[str, mapped_column(String(32), index=True)]
Word = Annotated[str, mapped_column(String(32))]
Name = Annotated[str, mapped_column(String(200))]
Cents = int  # money is whole cents of the project's currency


class Versioned:
    """A record that a proposal can touch: the version is compared before a change is applied."""

    version: Mapped[int] = mapped_column(default=1, server_default="1")
