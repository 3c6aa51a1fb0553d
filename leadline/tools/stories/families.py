"""All families in the order in which they are tried, and what people usually gain from what a system does."""

from leadline.tools.stories.families_asking import ASKING
from leadline.tools.stories.families_changing import CHANGING
from leadline.tools.stories.families_reading import READING
from leadline.tools.stories.family import Family

FAMILIES: tuple[Family, ...] = (*READING, *ASKING, *CHANGING)

SYSTEM_BENEFITS: tuple[tuple[str, str], ...] = (
    (r"duplicate|unique", "nobody works on the wrong copy"),
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
    (r"log (?:out|off)|lock (?:an?|the|all)\b|session", "nobody else can use what was left open"),
    (r"log|audit|record every|trace|history|keep .*(?:history|log|track)", "it can be proven later who did what"),
    (
        (
            r"encrypt|pseudonymi|anonymi|mask|protect|secure|hash|authenticat|permission|access control|"
            r"restrict|visible|hide"
        ),
        "nobody gets to see data that are not meant for them",
    ),
    (r"store|keep|kept|retain|archive|persist|preserve|back ?up", "the data are still there when somebody needs them"),
    (r"measure|collect|monitor|detect|sample|watch|record(?!s)", "problems show before they do harm"),
    (
        r"validate|verify|check(?! in| out|-in|-out)|screen|be rejected|be refused|prevent|compare|merge",
        "mistakes are caught before they spread",
    ),
    (
        r"sync|import|ingest|migrate|integrat|exchange|replicate",
        "everybody works on the same data without typing them twice",
    ),
    (
        r"calculate|compute|estimate|forecast|generate|create|summari|aggregate|update|refresh",
        "nobody has to work it out by hand",
    ),
    (r"be deleted|be erased|be removed", "nothing is kept longer than it may be"),
    (
        r"send|sent|get a|notify|alert|confirm receipt|trigger|warn|remind|inform|report|show|display|publish",
        "I can act in time",
    ),
    (r"roll(?:ed)? ?back|recover|restore|retry|fail", "a failure does no lasting damage"),
    (r"approv|sign(?:ed|ature|s)?\b|consent|authori", "nothing important is decided by a single person"),
    (r"fast|easy|intuitive|user-friendly|simple|usab", "I get my work done without help"),
    (
        r"accessib|wcag|screen[- ]reader|in (?:English|German|French|Spanish)|language|locali|translat",
        "everybody can work with it",
    ),
)
"""What people usually gain when a system does this; always offered as "to confirm"."""
