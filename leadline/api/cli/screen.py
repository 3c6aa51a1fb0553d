"""How an answer looks in a terminal."""

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.markdown import Markdown
from rich.padding import Padding

from leadline.tools.answer import Card
from leadline.tools.card_text import card_markdown

console = Console(highlight=False)
error_console = Console(stderr=True, highlight=False)

MARKS = {"ok": "[green]✓[/]", "ask": "[yellow]?[/]", "not_found": "[yellow]–[/]", "error": "[red]✗[/]"}


def show_tool(name: str, status: str, ms: int, summary: str) -> None:
    words = name.replace("_", " ")
    console.print(f"[dim]{MARKS.get(status, '·')} {words} · {ms} ms{' · ' + summary if summary else ''}[/]")


def show_turn(turn: dict[str, Any], *, with_text: bool = True) -> None:
    """Text, cards, sources, and what no fact supports."""
    if with_text:
        console.print(Markdown(turn["text"]))
    for card in turn["cards"]:
        show_card(Card.model_validate(card))
    show_sources(turn["citations"])
    show_unsupported(turn["claims"])
    if turn["suggestions"]:
        console.print(f"\n[dim]You could ask: {' · '.join(turn['suggestions'])}[/]")


def show_card(card: Card) -> None:
    if card.kind == "citations":
        return
    console.print()
    console.print(f"[bold]{card.title}[/]")
    console.print(Padding(Markdown(card_markdown(card)), (0, 0, 0, 2)))


def show_sources(citations: Sequence[dict[str, Any]]) -> None:
    if not citations:
        return
    console.print("\n[bold]Sources[/]")
    for each in citations:
        place = ", ".join(
            part for part in (each.get("section"), f"p. {each['page']}" if each.get("page") else "") if part
        )
        console.print(f"  [{each['n']}] {each['title']}{' · ' + place if place else ''}", markup=False)


def show_unsupported(claims: Sequence[dict[str, Any]]) -> None:
    wrong = [claim["text"] for claim in claims if claim["status"] == "unsupported"]
    if wrong:
        console.print(f"\n[yellow]Not supported by any fact:[/] {', '.join(wrong)}")
