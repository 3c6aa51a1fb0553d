"""Families of actions and what a tester would ask of each. Data: everything here is a proposal, never a statement of the source.

Placeholders: {role} "the supplier", {obj} "the invoice", {name} "invoice", {system} "the portal". `when` empty = the role does the action.
"""

from dataclasses import dataclass

from leadline.tools.stories.story_set import CriterionKind


@dataclass(frozen=True)
class Case:
    name: str
    given: str
    then: str
    kind: CriterionKind = "negative"
    when: str = ""


@dataclass(frozen=True)
class Family:
    """`pattern` matches the action in base form at its start. `outcome`: what can be seen when it worked."""

    name: str
    pattern: str
    outcome: str
    benefit: str
    cases: tuple[Case, ...] = ()
    edges: tuple[str, ...] = ()
    question: str = ""
    rank: int = 1
    given: str = ""


_OUTAGE = "network|The connection breaks while it runs: nothing is half done and the action can be repeated."
_TWICE = "concurrent|Several people do it at the same time: whoever is later is told what changed."

FAMILIES: tuple[Family, ...] = (
    Family(
        "password reset",
        r"(?:reset|recover|change|request)\b.*\bpasswords?|password reset|forgotten password",
        "the new password works and the old one no longer does",
        "I can get back to work without waiting for support",
        (
            Case(
                "Unknown account",
                "a contact address that belongs to no account",
                "the same neutral answer is shown as for a known account, and nothing is sent",
                when="a password reset is requested for it",
            ),
            Case(
                "Wrong code",
                "a reset code was sent to {role}",
                "the password stays as it was and a message says that the code is not valid",
                when="{role} enters a different code",
            ),
            Case(
                "Expired code",
                "a reset code whose validity has run out",
                "the code is refused and a new one can be requested",
                "time",
                "{role} enters it",
            ),
            Case(
                "Too many attempts",
                "the agreed number of wrong codes was entered",
                "further attempts are blocked for the agreed time and {role} is told",
                "state",
                "{role} enters another code",
            ),
            Case(
                "Code used twice",
                "a reset code that was used once",
                "the code is refused",
                "state",
                "{role} enters it again",
            ),
        ),
        (
            "security|The code reaches a phone or mailbox that no longer belongs to the person.",
            "network|The message does not arrive: a new code can be requested after a waiting time.",
            "invalid|The new password breaks the password rules.",
        ),
        "How long is the reset code valid, and after how many wrong attempts is it blocked?",
        0,
        "{role} has an account with a confirmed contact address",
    ),
    Family(
        "sign-in",
        r"(?:log|sign)[ -]?in\b|log[io]n|authenticate|single sign-on|two-factor|2fa|sign-in",
        "{role} is signed in and sees only what their rights allow",
        "I get to my data and nobody else does",
        (
            Case(
                "Wrong credentials",
                "{role} has an active account",
                "access is refused with a message that does not say which part was wrong",
                when="{role} tries to sign in with wrong credentials",
            ),
            Case(
                "Blocked account",
                "the account of {role} is blocked",
                "access is refused and {role} is told whom to contact",
                "state",
            ),
        ),
        (
            "state change|The account is deactivated while a session is open.",
            "network|The identity service cannot be reached.",
        ),
        "After how many failed attempts is an account locked, and for how long?",
        0,
        "{role} has an active account",
    ),
    Family(
        "registration",
        r"(?:register|sign up|enrol|enroll|subscribe|join)\b|registration|sign-up",
        "{role} is registered and receives a confirmation",
        "I can take part without asking anybody",
        (
            Case(
                "Registered already",
                "{role} is registered already",
                "no further entry is made and {role} is told",
                "state",
            ),
            Case(
                "Mandatory data missing",
                "a mandatory field is empty",
                "nothing is saved and the missing field is named",
            ),
        ),
        ("concurrent|The last free place is taken at the same moment.", "invalid|An address that does not exist."),
        "",
        0,
    ),
    Family(
        "search",
        r"(?:search|find|look ?up|browse|query|locate|discover|explore|navigate)\b|search\b",
        "only entries that match are listed, with their number",
        "I find what I need without going through everything",
        (
            Case(
                "No match",
                "nothing matches the search",
                "a message says that nothing was found and the search can be changed",
                "data",
            ),
        ),
        (
            "empty|Search without any input.",
            "invalid|Special characters and umlauts in the search.",
            "bulk|Thousands of matches: results come in pages.",
        ),
        "Which fields are searched, and how are the results ordered?",
        2,
        "entries that match and entries that do not match",
    ),
    Family(
        "filter and sort",
        r"(?:filter|sort|group|order by|narrow)\b",
        "the list shows the entries by the chosen criterion",
        "I see what matters to me first",
        (
            Case(
                "No entry left",
                "no entry meets the criterion",
                "the empty list is explained and the criterion can be reset",
                "data",
            ),
        ),
        ("empty|Entries without a value for the criterion.", "bulk|Very long lists."),
        "By which fields?",
        2,
        "a list with several entries",
    ),
    Family(
        "notification",
        (
            r"(?:(?:be|get|receive|have)\b.*\b(?:notif\w*|inform\w*|alert\w*|remind\w*|warn\w*|e?-?mail\w*|"
            r"message\w*|confirmation|ticket|task|invitation|codes?|digest|update)|(?:send|notify|"
            r"alert|warn|remind|inform|push|email)\b)|notifications?\b|reminders?\b|alerts?\b"
        ),
        "the message arrives and names what happened, where and when",
        "I can act in time",
        (
            Case(
                "No message without cause",
                "the triggering event has not happened",
                "no message is sent",
                "state",
                "{system} checks for the event",
            ),
            Case(
                "Delivery fails",
                "the message cannot be delivered",
                "the failure is recorded and delivery is tried again",
                "negative",
                "{system} sends the message",
            ),
        ),
        (
            "bulk|Many events at once: the recipient is not flooded.",
            "locale|Language and time zone of the recipient.",
            "invalid|The recipient has no valid address.",
        ),
        "Through which channel, and how soon after the event, must the message arrive?",
        2,
    ),
    Family(
        "report",
        (
            r"(?:see|view|get|read|generate|create|produce|have)\b.*\b(?:report|summary|dashboard|"
            r"statistics|overview|kpis?|chart|trend)s?\b|(?:dashboards?|reports|reporting|overview|"
            r"statistics)\b"
        ),
        "{obj} is shown with the period and the time of the data",
        "I can decide on current figures",
        (
            Case(
                "No data",
                "there are no data for the chosen period",
                "the view says that there are no data instead of showing zeros",
                "data",
            ),
        ),
        (
            "empty|A period without data.",
            "locale|Number and date formats of the reader.",
            "timeout|A very long period.",
        ),
        "Which figures, for which period, and how current must they be?",
        3,
        "data for the chosen period",
    ),
    Family(
        "tracking",
        r"(?:track|trace|follow|monitor|observe|watch)\b",
        "the current state of {obj} is shown with the time of the last change",
        "I know where things stand without asking anyone",
        (
            Case(
                "No state yet",
                "{obj} has no recorded state yet",
                "{system} says so instead of showing an old or empty state",
                "state",
            ),
        ),
        (
            "network|The source of the state cannot be reached: the last known state and its time are shown.",
            "state change|The state changes while it is being looked at.",
        ),
        "Which states exist, and how soon after a change must they show?",
        2,
    ),
    Family(
        "view",
        (
            r"(?:see|view|display|show|read|look at|open|access|inspect|drill|check(?! ?-?(?:out|in)\b)|"
            r"know|preview|list|visuali[sz]e|have access)\b"
        ),
        "{obj} {is} shown",
        "I can work with current information",
        (
            Case(
                "Nothing to show",
                "there is nothing to show yet",
                "an explanation is shown instead of an empty page",
                "data",
            ),
        ),
        (
            "empty|No entries yet.",
            "bulk|Very many entries.",
            "state change|An entry changes while it is being looked at.",
        ),
        "",
        2,
    ),
    Family(
        "print",
        r"print\b",
        "{obj} {is} printed completely and readable",
        "I have {it} at hand",
        (
            Case(
                "Printer not ready",
                "the printer is out of paper or cannot be reached",
                "{role} is told, and printing can be repeated without doubles",
            ),
        ),
        ("bulk|Many pages at once.", "locale|Umlauts and paper formats."),
        "On which printers and in which format?",
        3,
    ),
    Family(
        "export",
        r"(?:export|download|extract)\b|exports?\b",
        "a file with exactly the selected data is delivered",
        "I can go on working with the data elsewhere",
        (Case("Nothing to export", "the selection is empty", "no file is made and {role} is told why", "data"),),
        (
            "bulk|A very large export.",
            "locale|Decimal signs, dates and umlauts in the file.",
            "timeout|The export takes longer than the session.",
        ),
        "Which columns does the file have?",
        3,
        "there are data to export",
    ),
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
        (_TWICE,),
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
    Family(
        "payment",
        r"(?:pay|buy|purchase|check ?out|settle|top up|donate)\b|payments?\b|check-?out\b",
        "the payment is confirmed once and {role} receives a receipt",
        "the purchase is settled at once",
        (
            Case(
                "Payment declined",
                "the payment is declined by the provider",
                "no order is completed, nothing is charged and another way to pay is offered",
            ),
            Case(
                "Paid twice",
                "the payment was sent already",
                "the amount is charged once only",
                "state",
                "{role} sends it again",
            ),
        ),
        (
            "network|The answer of the payment provider does not come.",
            "timeout|The session ends during the payment.",
            "locale|Currency and tax.",
        ),
        "Which payment data are kept, and what happens while the answer of the provider is missing?",
        2,
    ),
    Family(
        "refund",
        r"(?:refund|reimburse|credit)\b",
        "{role} sees the refund with amount and date, and the payer is informed",
        "mistakes are put right quickly",
        (
            Case(
                "More than was paid",
                "an amount higher than what was paid",
                "the refund is refused and the highest possible amount is shown",
                "boundary",
                "{role} tries to refund it",
            ),
            Case("Refunded already", "the full amount was refunded already", "no further refund is possible", "state"),
        ),
        (_TWICE, _OUTAGE),
        "",
        3,
    ),
    Family(
        "transfer",
        r"(?:transfer|move|send) (?:money|funds|an amount)",
        "the amount leaves one account and arrives in the other exactly once",
        "I can settle what I owe at once",
        (
            Case(
                "Balance too low", "the balance does not cover the amount", "nothing is transferred and {role} is told"
            ),
        ),
        ("concurrent|Several transfers at the same moment.", _OUTAGE),
        "",
        2,
    ),
    Family(
        "booking",
        r"(?:book|reserve|schedule|rent|borrow|register for)\b|bookings?\b|reservations?\b",
        "{obj} {is} booked for {role} and no longer free for others",
        "I can rely on it",
        (
            Case(
                "Taken already",
                "what {role} wants is no longer free",
                "nothing is booked and alternatives are offered",
                "state",
            ),
        ),
        (
            "concurrent|Several people want the last free one.",
            "locale|Time zones and daylight saving.",
            "state change|The offer changes during the booking.",
        ),
        "Until when can a booking be changed or cancelled?",
        1,
    ),
    Family(
        "cancel",
        r"(?:cancel|withdraw|revoke|unsubscribe|terminate|undo)\b",
        "{obj} {is} cancelled and everybody concerned is informed",
        "I am not bound to something that no longer fits",
        (Case("Too late", "{obj} can no longer be cancelled", "the cancellation is refused with the reason", "state"),),
        (_TWICE,),
        "Until when is it possible, and what does it cost?",
        3,
    ),
    Family(
        "deletion",
        r"(?:delete|remove|erase|purge|archive|discard|anonymi[sz]e)\b",
        "{obj} {is} no longer offered anywhere and the deletion is recorded",
        "nothing stays that is wrong or no longer needed",
        (
            Case("Still in use", "{obj} {is} still in use", "the deletion is refused and the uses are named", "state"),
            Case(
                "Deletion not confirmed",
                "{role} was asked to confirm",
                "nothing is deleted",
                "negative",
                "{role} does not confirm",
            ),
        ),
        ("bulk|Many at once.", "concurrent|Somebody else is working on it."),
        "Can it be restored, and for how long is it kept?",
        3,
    ),
    Family(
        "assignment",
        r"(?:assign|delegate|reassign|allocate|route|forward|hand over|dispatch|escalate|distribute)\b",
        "{obj} {shows} who is responsible, and that person is informed",
        "everybody knows whose turn it is",
        (
            Case(
                "Person not available",
                "the chosen person is not active any more",
                "the assignment is refused and another person can be chosen",
                "state",
            ),
        ),
        ("concurrent|Several people assign at the same time.", "state change|The person leaves."),
        "",
        2,
    ),
    Family(
        "evaluation",
        r"(?:grade|rate|rank|score|vote|assess|evaluate|estimate|classify|tag|label|flag|prioriti[sz]e)\b",
        "the result is stored with {obj} and shown to those concerned",
        "everybody can see how it stands",
        (Case("Value not allowed", "a value outside the agreed scale", "the value is refused and the scale is shown"),),
        (_TWICE, "state change|A result is changed later."),
        "Which values are possible?",
        2,
    ),
    Family(
        "blocking",
        r"(?:block|lock|suspend|deactivate|disable|freeze|unblock|unlock|activate|reactivate|enable|turn o[nf]f?)\b",
        "{obj} {is} {done} at once and the change is recorded with person and time",
        "damage is limited at once",
        (
            Case(
                "State reached already",
                "{obj} {is} in that state already",
                "nothing changes and {role} is told",
                "state",
            ),
        ),
        ("network|The order does not reach all parts.", "concurrent|It is being used at that very moment."),
        "",
        2,
    ),
    Family(
        "sharing",
        r"(?:share|invite|publish|post|comment|reply|message|chat|contact|collaborate|announce)\b",
        "those whom it is meant for can see it, and nobody else",
        "everybody works from the same information",
        (Case("Recipient unknown", "a recipient who is not known", "nothing is sent and {role} is told"),),
        ("state change|The sharing is taken back.", "invalid|Unwanted content."),
        "Who may see it?",
        2,
    ),
    Family(
        "scan",
        r"(?:scan|capture|photograph|read out)\b",
        "{obj} {is} recognised and shown to {role}",
        "nobody has to type numbers by hand",
        (
            Case("Not readable", "{obj} {is} damaged or dirty", "{role} is told and can enter the data by hand"),
            Case("Unknown code", "a code that {system} does not know", "nothing is booked and {role} is told"),
        ),
        ("network|No connection at the place of scanning.", "bulk|Many scans in a row."),
        "",
        1,
    ),
    Family(
        "change",
        (
            r"(?:edit|update|change|modify|amend|correct|rename|reschedule|adjust|replace|set|customi[sz]e|"
            r"maintain|move|add to|configure|manage|administer)\b"
        ),
        "the change to {obj} is stored and visible to everybody concerned",
        "things stay right when something changes",
        (
            Case("Invalid value", "a value that is not allowed", "nothing is changed and the reason is shown"),
            Case(
                "Changed by somebody else",
                "somebody else has changed {obj} in the meantime",
                "nothing is overwritten and the newer state is shown",
                "state",
            ),
        ),
        (
            "concurrent|Several people change it at the same time.",
            "state change|It is closed or deleted meanwhile.",
            "empty|Nothing was changed.",
        ),
        "What may be changed, and until when?",
        2,
        "{obj} {exists} already",
    ),
    Family(
        "calibration",
        r"(?:calibrate|tune|align)\b",
        "{obj} {is} {done}, and values before and after are recorded",
        "I can trust the readings",
        (Case("Implausible value", "a value that cannot be right", "the value is refused and the old setting stays"),),
        ("state change|It is in use during the work.", "network|The connection to the device breaks."),
        "How often is it due, and who may do it?",
        2,
    ),
    Family(
        "restore",
        r"(?:restore|roll back|recover|repeat|restart|rerun|retry|back ?up|resume)\b|backups?\b|recovery\b",
        "the earlier state is back, complete and checked",
        "a failure does no lasting damage",
        (Case("No usable state", "there is no usable earlier state", "nothing is changed and {role} is told", "data"),),
        ("timeout|It takes longer than planned.", "concurrent|Others are working meanwhile."),
        "How much data may be lost, and how long may it take?",
        3,
    ),
    Family(
        "comparison",
        r"(?:compare|match|reconcile|check|validate|verify|test)\b",
        "differences are listed one by one, or it is stated that there are none",
        "mistakes are found before they cost anything",
        (Case("Difference found", "a value differs", "the difference is shown with both values", "data"),),
        ("bulk|Very many values.", "empty|One side has no data."),
        "Which differences are acceptable?",
        2,
    ),
    Family(
        "operation",
        r"(?:deploy|install|run|launch|execute|connect|pair|start|stop|provision|mount|build|set up)\b",
        "{obj} {is} {done} and {system} reports the result",
        "I can rely on a repeatable procedure",
        (Case("It fails half-way", "a step fails", "the state before is restored and the reason is shown"),),
        (_OUTAGE, "concurrent|Several runs at the same time.", "timeout|It does not come back."),
        "",
        1,
    ),
    Family(
        "creation",
        r"(?:create|add|define|make|generate|prepare|compose|design|plan)\b",
        "{obj} {is} stored and shown to {role}",
        "everybody can work with {it} from then on",
        (
            Case(
                "Mandatory data missing",
                "a mandatory field is empty",
                "nothing is saved and the missing field is named",
            ),
            Case(
                "Exists already",
                "{obj} {exists} already",
                "{role} is told and no copy is made without confirmation",
                "state",
            ),
        ),
        (
            "empty|Empty or blank input.",
            "invalid|Very long or special characters.",
            "concurrent|Several people create the same.",
            _OUTAGE,
        ),
        "Which fields are mandatory?",
        1,
    ),
)

SYSTEM_BENEFITS: tuple[tuple[str, str], ...] = (
    (r"deletion request|gdpr|consent|right to", "the rights of the people concerned are kept"),
    (r"migrat", "the work goes on with complete data"),
    (r"be completed|be finished|be done|complete within", "everybody can plan around it"),
    (
        (
            r"respond|load within|appear|support up to|handle|scale|process .*per|within \d|available|"
            r"uptime|concurrent|offline"
        ),
        "my work is not held up",
    ),
    (r"log (?:out|off)|lock|block|time ?out|expire", "nobody else can use what was left open"),
    (r"log|audit|record every|trace|history|keep .*(?:history|log|track)", "it can be proven later who did what"),
    (
        (
            r"encrypt|pseudonymi|anonymi|mask|protect|secure|hash|authenticat|permission|access control|"
            r"restrict|visible|hide"
        ),
        "nobody gets to see data that are not meant for them",
    ),
    (r"store|keep|retain|archive|persist|preserve|back ?up", "the data are still there when somebody needs them"),
    (r"measure|collect|monitor|detect|sample|watch|record(?!s)", "problems show before they do harm"),
    (
        r"validate|verify|check|reject|refuse|prevent|compare|unique|duplicate|merge",
        "mistakes are caught before they spread",
    ),
    (
        r"sync|import|ingest|export|migrate|integrat|exchange|transfer|load|replicate",
        "everybody works on the same data without typing them twice",
    ),
    (
        r"calculate|compute|estimate|forecast|generate|create|summari|aggregate|update|refresh",
        "nobody has to work it out by hand",
    ),
    (r"send|notify|alert|warn|remind|inform|report|show|display|publish", "I can act in time"),
    (r"roll(?:ed)? back|recover|restore|retry|fail", "a failure does no lasting damage"),
    (r"approv|sign|consent|confirm|authori", "nothing important happens on a single word"),
    (r"fast|easy|intuitive|user-friendly|simple|usab", "I get my work done without help"),
    (r"access|wcag|screen|language|locali|translat", "everybody can work with it"),
)
"""What people usually gain when a system does this; always offered as "to confirm"."""
