"""Handing in, deciding, asking and recording. Data: everything here is a proposal, never a statement of the source."""

from leadline.tools.stories.family import TWICE, Case, Family

ASKING: tuple[Family, ...] = (
    Family(
        "upload",
        r"(?:upload|attach|submit .*\b(?:file|document|receipt|photo)s?)\b|uploads?\b",
        "{obj} {is} stored and {role} sees a confirmation",
        "everybody concerned has {it} without delay",
        (
            Case(
                "Unsupported file",
                "a file of a type that is not supported",
                "the file is refused, the supported types are named and nothing is stored",
                when="{role} uploads it",
            ),
            Case(
                "Damaged file",
                "a file that cannot be read",
                "the file is refused with the reason and nothing is stored",
                when="{role} uploads it",
            ),
        ),
        (
            "network|The connection breaks during the upload: nothing half stored.",
            "concurrent|The same file is uploaded twice.",
            "empty|A file without content.",
            "invalid|A file with a virus.",
        ),
        "Which file types and which maximum size are allowed?",
        1,
    ),
    Family(
        "data transfer",
        (
            r"(?:import|ingest|synchroni[sz]e|sync|migrate|load|transfer .*\bdata|integrate|replicate|"
            r"merge|harvest|pull)\b|(?:integration|migration|import|synchroni[sz]ation|sync)\b"
        ),
        "{obj} {is} complete in the target and the number of records agrees with the source",
        "nobody has to enter anything twice",
        (
            Case(
                "Invalid record",
                "a record that breaks the rules of the target",
                "the record is listed with the reason and the valid ones are taken over",
                "data",
                "the transfer runs",
            ),
            Case(
                "Source or target not reachable",
                "the other system cannot be reached",
                "nothing is half transferred, the failure is reported and the run can be repeated",
                "negative",
                "the transfer runs",
            ),
        ),
        (
            "bulk|Much more data than usual.",
            "concurrent|Data change during the transfer.",
            "timeout|The other system answers too late.",
            "invalid|Unexpected characters and formats.",
        ),
        "Which records and fields are transferred, how often, and which side wins a conflict?",
        1,
    ),
    Family(
        "approval",
        (
            r"(?:approve|reject|accept|decline|authori[sz]e|confirm|sign off|release|verify|review|"
            r"countersign|clear)\b|approvals?\b"
        ),
        "{obj} {is} {done} and the person who asked can see it",
        "only what is justified goes ahead",
        (
            Case(
                "Decided already",
                "somebody has decided about {obj} already",
                "a further decision is refused and the first one is shown",
                "state",
            ),
            Case(
                "Own case",
                "{role} made {obj} themselves",
                "the decision is refused and another person has to decide",
                "permission",
            ),
        ),
        (
            "concurrent|Several people decide at the same time.",
            "state change|It is withdrawn while the decision is pending.",
            "timeout|Nobody decides: who is reminded, and when?",
        ),
        "What happens when nobody decides, and who stands in?",
        2,
        "{obj} {is} waiting for a decision",
    ),
    Family(
        "signature",
        r"sign\b",
        "{obj} {carries} the signature with name and time and can no longer be changed",
        "it is binding and can be proven later",
        (
            Case(
                "Changed after signing",
                "{obj} {is} signed",
                "the change is refused",
                "state",
                "somebody tries to change the content",
            ),
        ),
        (TWICE,),
        "Which kind of signature is legally required?",
        2,
    ),
    Family(
        "problem report",
        r"(?:report|raise|flag)\b",
        "{obj} {is} on record with time and person, and whoever is responsible can see it",
        "it is dealt with and does not get lost",
        (
            Case(
                "Mandatory data missing",
                "a mandatory detail is missing",
                "nothing is sent and the missing detail is named",
            ),
            Case(
                "Reported already",
                "{obj} {is} on record already",
                "{role} sees the earlier report instead of making another one",
                "state",
            ),
        ),
        (
            "concurrent|Several people report the same.",
            "network|No connection at the place of the event.",
            "invalid|A report by mistake: how is it taken back?",
        ),
        "Who deals with it, and by when?",
        1,
    ),
    Family(
        "cart",
        r"(?:put|add|place)\b.*\b(?:cart|basket|trolley)\b",
        "{obj} {is} in the cart with quantity and price",
        "I can buy everything together",
        (Case("Not available", "{obj} {is} sold out", "nothing is added and {role} is told", "state"),),
        ("bulk|A very large quantity.", "state change|The price changes while it is in the cart."),
        "How long does a cart last?",
        1,
    ),
    Family(
        "state change",
        r"(?:mark|close|complete|finish|reopen|resolve|conclude)\b",
        "{obj} {is} shown in the new state to everybody concerned",
        "everybody can see how it stands",
        (
            Case(
                "State reached already",
                "{obj} {is} in that state already",
                "nothing changes and {role} is told",
                "state",
            ),
        ),
        (
            "concurrent|Several people change the state at the same time.",
            "state change|It was done by mistake: can it be taken back?",
        ),
        "Who may take it back?",
        2,
    ),
    Family(
        "recording",
        r"(?:record|enter|log|capture|save|store|collect|put|document|note|write|draft|type)\b",
        "{obj} {is} stored with time and person and shown to {role}",
        "nobody has to ask for it again",
        (
            Case(
                "Mandatory data missing",
                "a mandatory field is empty",
                "nothing is saved and the missing field is named",
            ),
            Case("Implausible value", "a value that cannot be right", "the value is refused, and {role} is told why"),
        ),
        (
            "empty|Empty or blank input.",
            "invalid|Very long or special characters.",
            "network|The connection breaks while saving: nothing is lost.",
            "state change|It is corrected later: the old value stays visible.",
        ),
        "Which fields are mandatory?",
        1,
    ),
    Family(
        "request",
        r"(?:reorder|request|submit|apply for|claim|file|propose|ask for|order|lodge|open a)\b|requests?\b",
        "{obj} {is} recorded and {role} sees a confirmation with the state",
        "it gets a decision without chasing people",
        (
            Case(
                "Mandatory data missing",
                "a mandatory detail is missing",
                "nothing is sent and the missing detail is named",
            ),
        ),
        (
            "invalid|Contradictory or past dates.",
            "concurrent|The same request is sent twice.",
            "state change|It is withdrawn before the decision.",
        ),
        "Which details are mandatory?",
        1,
    ),
)
