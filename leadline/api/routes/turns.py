"""A turn: read it, stop it, and the pictures of its cards, drawn by our own code from the stored data."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Response

from leadline.api.errors import not_found
from leadline.api.request import Asker, Served
from leadline.assistant.verification import verify_turn
from leadline.tools import charts
from leadline.tools.answer import Card
from leadline.tools.registry import TOOLS

router = APIRouter(prefix="/api", tags=["chat"])

Theme = Literal["light", "dark"]
Width = Annotated[int, Query(ge=280, le=2000)]


@router.get("/turns/{turn_id}")
def read_turn(turn_id: str, leadline: Served, access: Asker) -> dict[str, Any]:
    return leadline.conversations.turn(access, turn_id).model_dump(mode="json")


@router.post("/turns/{turn_id}/stop")
async def stop(turn_id: str, leadline: Served, access: Asker) -> dict[str, Any]:
    """A closed tab does not stop a turn; this does. What was written until then is kept."""
    return (await leadline.conversations.stop(access, turn_id)).model_dump(mode="json")


@router.post("/turns/{turn_id}/verify")
def verify(turn_id: str, leadline: Served, access: Asker) -> dict[str, Any]:
    """Still true? Every claim of the answer against the same questions asked again today."""
    turn = leadline.conversations.turn(access, turn_id)
    return verify_turn(turn, leadline.context(access), TOOLS)


@router.get("/turns/{turn_id}/cards/{number}.svg")
def card_svg(
    turn_id: str, number: int, leadline: Served, access: Asker, theme: Theme = "light", width: Width = 900
) -> Response:
    picture = charts.draw(_card(leadline, access, turn_id, number), theme=theme, width=width)
    return Response(picture, media_type="image/svg+xml", headers={"Cache-Control": "private, max-age=86400"})


@router.get("/turns/{turn_id}/cards/{number}.png")
def card_png(
    turn_id: str, number: int, leadline: Served, access: Asker, theme: Theme = "light", width: Width = 900
) -> Response:
    picture = charts.png(_card(leadline, access, turn_id, number), theme=theme, width=width)
    return Response(picture, media_type="image/png", headers={"Cache-Control": "private, max-age=86400"})


def _card(leadline: Served, access: Asker, turn_id: str, number: int) -> Card:
    cards = leadline.conversations.turn(access, turn_id).cards
    if not 0 <= number < len(cards) or cards[number]["kind"] not in ("timeline", "chart", "heat_map"):
        raise not_found("picture")
    return Card.model_validate(cards[number])
