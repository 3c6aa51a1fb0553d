"""The words of a careless sentence put the way the grammar rules expect them; the source map keeps the sentence as it was written."""

import re

from leadline.tools.stories.coordination import MODAL

_SLIPS = """
    poeple:people peolpe:people aprove:approve aproval:approval approove:approve recieve:receive recieves:receives
    recieved:received adress:address adresses:addresses seperate:separate seperately:separately custommer:customer
    costumer:customer costumers:customers employes:employees emploees:employees manger:manager mangers:managers
    managment:management calender:calendar definately:definitely neccessary:necessary necesary:necessary
    acces:access accross:across occured:occurred occurence:occurrence untill:until wich:which teh:the thier:their
    taht:that shoud:should shuold:should woud:would coud:could becuase:because notifcation:notification
    requirment:requirement requirments:requirements invocie:invoice invoces:invoices
    pasword:password reciept:receipt reciepts:receipts responsable:responsible availible:available
    avaliable:available automaticly:automatically automaticaly:automatically begining:beginning
    succesful:successful succesfully:successfully sucessful:successful maintainance:maintenance
    schedual:schedule shedule:schedule transfered:transferred cancell:cancel uplaod:upload downlaod:download
    hrs:hours mins:minutes pls:please plz:please
    """
_MISSPELT = {wrong: right for wrong, _, right in (slip.partition(":") for slip in _SLIPS.split())}
_PRODUCT = (
    r"(?:tool|app|application|portal|system|platform|website|site|page|solution|screen|dashboard|form|service|"
    r"program|programme|software|place|shop|database|register)"
)
_INTRODUCED = re.compile(
    rf"^(?:we|i)(?:'d| would)? (?:also |really )?(?:need|want|like|require)s?(?: to have| to build)? "
    rf"(?:an?|some|one) (?:[\w-]+ ){{0,4}}?(?P<system>{_PRODUCT}),? "
    rf"(?:so that|so|where|in which|with which|through which|on which|that lets|which lets)\s+(?P<rest>\S.+)$",
    re.I,
)
_PRIORITY_LABEL = re.compile(
    r"^(?:nice[- ]to[- ]have|must[- ]have|should[- ]have|could[- ]have|optional|stretch)\s*[:–-]\s+", re.I
)
_QUOTED = re.compile(r"^[A-Z][\w.-]+(?: [A-Z][\w.-]+)?: [\"“„](?P<said>[^\"“”]+)[\"”]\.?$")
_STANDBY = re.compile(r"\b(?P<d>the|an?|each|every) (?P<who>(?:[\w-]+ ){1,3})on (?P<kind>duty|call|shift)\b", re.I)
_OPEN_CONDITION = re.compile(
    rf"^(?P<c>(?:after|at|above|below|from|once|upon) (?!least|most)[^,]{{2,40}}?) "
    rf"(?P<rest>(?:the|an?|each|every|all|any|no|further|additional|new) [\w-]+(?: [\w-]+){{0,2}} (?:{MODAL}|is|are)\b.+)$",
    re.I,
)
_SPLICE = re.compile(
    rf",? and (?=(?:every|each|all|any|no) (?:[\w-]+ ){{1,3}}?(?:shall|must|should|may|can|will|is|are)\b)|"
    rf",\s+(?=(?:after that|afterwards|after which|otherwise)\b,?\s|"
    rf"(?:after|at|above|below|from) [^,]{{2,40}}? (?:the|an?|each|further|all) [\w-]+(?: [\w-]+)? (?:{MODAL}|is|are|gets?)\b)",
    re.I,
)
_ALLOWANCE = re.compile(
    r",\s*(?P<l>(?:max(?:imum)?\.?|min(?:imum)?\.?|at most|at least|no more than) \d\S* [^,]*?)"
    r"\s*(?:are |is )?(?:allowed|permitted|possible)\b\.?"
)
_ONLY = re.compile(
    r",\s*(?P<s>[a-z]+(?:tion|ing|al|ment|s)) (?:is |are )?only (?P<l>(?:until|up to|before|within|from|between|after) [^,]+)$"
)


def plain(text: str) -> str:
    """One sentence without slips of the pen, quotation and label; what it says stays."""
    text = re.sub(r"[A-Za-z]+", lambda m: _corrected(m.group(0)), text)
    text = re.sub(r"\b(enter|see|change|update|upload|edit|of|with|for) there (?=[a-z])", r"\1 their ", text)
    text = re.sub(r"\bto (?=(?:much|many|late|long|high|low)\b)", "too ", text)
    text = re.sub(r",? (?:btw|by the way|fyi|imho)\b\.?", "", text, flags=re.I)
    text = re.sub(r"(?<=\s)>=? ?(?=\d)", "above ", text)
    said = _QUOTED.match(text)
    text = said.group("said").rstrip("!") if said else _PRIORITY_LABEL.sub("", text)
    text = _STANDBY.sub(lambda m: f"{m.group('d')} on-{m.group('kind').lower()} {m.group('who').rstrip()}", text)
    introduced = _INTRODUCED.match(text)
    if not introduced:
        return text
    return re.sub(
        rf"\bit(?= (?:also )?{MODAL}\b)", f"the {introduced.group('system').lower()}", introduced.group("rest")
    )


def pieces(text: str) -> list[str]:
    """The statements that commas string together: "..., after that the account is suspended", "..., cancellation only until noon"."""
    limit = _ALLOWANCE.search(text)
    if limit:
        rest = (text[: limit.start()] + text[limit.end() :]).strip()
        return [*pieces(rest), f"{_bound(limit.group('l'))} are allowed"]
    only = _ONLY.search(text)
    if only:
        return [*pieces(text[: only.start()]), f"{only.group('s')} is possible only {only.group('l')}"]
    return [_with_comma(part) for part in _SPLICE.split(text)]


def _bound(limit: str) -> str:
    return re.sub(r"^max(?:imum)?\.?", "at most", re.sub(r"^min(?:imum)?\.?", "at least", limit))


def _with_comma(text: str) -> str:
    adverb = re.match(r"(?i)(?P<c>after that|afterwards|after which|otherwise) (?P<rest>\S.+)$", text)
    opened = adverb or _OPEN_CONDITION.match(text)
    return f"{opened.group('c')}, {opened.group('rest')}" if opened else text


def _corrected(word: str) -> str:
    right = _MISSPELT.get(word.lower())
    if right is None:
        return word
    return right.capitalize() if word[:1].isupper() else right
