import datetime as dt

from leadline.knowledge.lessons.causality import causal_side
from leadline.knowledge.lessons.extract import extract
from leadline.knowledge.lessons.records import DocumentLessons
from leadline.knowledge.lessons.recurring import group_advice, recurring_causes
from leadline.knowledge.passages import pieces
from leadline.knowledge.results import DocumentInfo, PassageText

REVIEW = """# Checkout outage of 3 March

## Summary
On 3 March the checkout of the web shop was unavailable for 94 minutes and 1,240 orders were lost.

## Root cause
The outage was caused by an expired TLS certificate on the payment gateway.
Nobody was alerted because the monitoring of certificates had been switched off.

## What went well
The support team quickly identified the failing gateway and informed all shops within minutes.

## Recommendations
- Renew every certificate automatically and at least 30 days before it expires.
- Alert the on-call engineer when a certificate has less than 21 days left.
"""

NARRATIVE = """The portal went live on 2 May. A mistyped firewall rule led to a partition of the cluster for three hours.
No customer data was lost. To prevent similar incidents the team will review every rule change with a second engineer."""


def learn(markdown: str, document_id: str = "d1", title: str = "Checkout outage of 3 March") -> DocumentLessons:
    now = dt.datetime(2026, 3, 5, tzinfo=dt.UTC)
    info = DocumentInfo(
        document_id, "", f"{document_id}.md", title, "post_mortem", 1, None, "en", None, None, 0, 0, now
    )
    passages = [
        PassageText(
            f"{document_id}-{number}",
            document_id,
            title,
            "post_mortem",
            "",
            None,
            each.section,
            each.page,
            each.start,
            each.end,
            each.text,
        )
        for number, each in enumerate(pieces(markdown, title=title))
    ]
    return extract(info, passages)


def test_every_statement_is_a_verbatim_piece_of_the_document() -> None:
    lessons = learn(REVIEW)
    quotes = [
        lessons.event,
        *lessons.effects,
        *lessons.worked,
        *lessons.actions,
        *(each.quote for each in lessons.causes),
    ]
    assert quotes
    assert all(quote is not None and quote.text in REVIEW for quote in quotes)


def test_the_cause_is_what_the_sentence_names_as_cause() -> None:
    found = {each.cause_id: each.quote.text for each in learn(REVIEW).causes}
    assert found["expiry"] == "The outage was caused by an expired TLS certificate on the payment gateway."
    assert found["monitoring"].startswith("Nobody was alerted because")


def test_numbers_of_the_effect_are_kept_exactly() -> None:
    assert [quote.text for quote in learn(REVIEW).effects] == [
        "On 3 March the checkout of the web shop was unavailable for 94 minutes and 1,240 orders were lost."
    ]


def test_what_worked_and_what_to_do_are_told_apart() -> None:
    lessons = learn(REVIEW)
    assert [quote.text[:16] for quote in lessons.worked] == ["The support team"]
    assert [quote.text.split()[0] for quote in lessons.actions] == ["Renew", "Alert"]


def test_a_story_without_headings_is_understood_by_its_words() -> None:
    lessons = learn(NARRATIVE)
    assert [each.cause_id for each in lessons.causes] == ["configuration"]
    assert lessons.worked[0].text == "No customer data was lost."
    assert "second engineer" in lessons.actions[0].text


def test_only_the_half_that_names_the_cause_counts() -> None:
    assert causal_side("A typo led to an overload of the database.") == "A typo "
    assert causal_side("The overload was triggered by a typo.").strip() == "a typo."
    assert causal_side("The overload lasted three hours.") == ""


def test_a_cause_is_counted_once_a_document_with_the_documents_behind_it() -> None:
    second = learn(REVIEW.replace("payment gateway", "parcel tracker"), "d2", "Tracking outage of 9 May")
    third = learn(NARRATIVE, "d3", "Portal partition")
    causes = {each.cause_id: each for each in recurring_causes([learn(REVIEW), second, third])}
    assert causes["expiry"].count == 2
    assert {each.quote.title for each in causes["expiry"].found} == {
        "Checkout outage of 3 March",
        "Tracking outage of 9 May",
    }
    assert causes["configuration"].count == 1


def test_the_same_advice_in_nearly_the_same_words_is_said_once() -> None:
    other = learn(
        REVIEW.replace("Renew every certificate automatically", "Automatically renew every certificate"), "d2"
    )
    groups = group_advice([*learn(REVIEW).actions, *other.actions])
    assert groups[0].documents == ("d1", "d2")
    assert len(groups) == 2


def test_a_document_that_tells_no_cause_has_none() -> None:
    assert learn("The team met on Monday and looked at the plan for the coming quarter.").causes == ()


def test_advice_that_only_announces_itself_is_kept_and_repair_is_neither_effect_nor_cause() -> None:
    told = learn(
        "The database stopped accepting writes because the counter ran out.\n\n"
        "To resolve the outage, customers were moved, which caused two hours of errors.\n\n"
        "Corrective actions include strengthening the cache and stabilizing performance.\n\n"
        "Lessons learned included the importance of watching free space on every disk."
    )
    assert [quote.text for quote in told.actions] == [
        "Corrective actions include strengthening the cache and stabilizing performance.",
        "Lessons learned included the importance of watching free space on every disk.",
    ]
    assert not any(
        quote.text.startswith("To resolve") for quote in (*told.effects, *(one.quote for one in told.causes))
    )
