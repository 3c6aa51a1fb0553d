"""Getting in, finding, seeing and taking out. Data: everything here is a proposal, never a statement of the source."""

from leadline.tools.stories.family import Case, Family

READING: tuple[Family, ...] = (
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
        r"(?:register(?! (?:(?:an?|the|new|all|every|each|my|their) )?(?:return|visit|damage|defect|complaint|request|claim|case|"
        r"order|delivery|parcel|incident|time|hours)s?\b)|sign up|enrol|enroll|subscribe|join)\b|registration|sign-up",
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
)
