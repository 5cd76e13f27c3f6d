"""Whether the words around an ambiguous name say that it means the asset, and in which way a name is used.

Two strengths. ``shown``: the mention's own neighbours decide ("the $APE token", "Near (NEAR)", "LINK rose 4%").
``allowed``: nothing speaks against it, so that the same asset named surely elsewhere in the article may decide.
"""

from __future__ import annotations

import re

from tapecheck.mentions.asset_table import Form
from tapecheck.mentions.gazetteer import is_ticker

_REACH = 90

_COIN_NOUN_AFTER = re.compile(  # "LINK tokens", "Near’s native coin", "Stellar price"
    r"(?:['’]s?)?[ \u00a0-](?:native |governance |utility )?"
    r"(?:tokens?|coins?|cryptocurrency|memecoin|meme coin|altcoin|stablecoin|prices?|holders|bulls|bears|whales|tokenomics"
    r"|futures|perpetuals|perps|open interest|funding rates?|market cap|staking)\b",
    re.IGNORECASE,
)
_COIN_NOUN_BEFORE = re.compile(  # "the governance token MKR", "memecoins Pepe", "altcoins such as Near"
    r"\b(?:tokens?|coins?|memecoins?|altcoins?|stablecoins?|cryptocurrency|cryptocurrencies)"
    r"(?:,? (?:such as|like|including|called|named|ticker))?[,:]? $",
    re.IGNORECASE,
)
_COIN_NOUN = re.compile(r"\b(?:tokens?|coins?|memecoins?|altcoins?|crypto)\b", re.IGNORECASE)
_AMOUNT_BEFORE = re.compile(
    r"(?<![$€£\w])(?!(?:19|20)\d\d )\d[\d,.]{0,16} ?(?:K|M|B|k|m|thousand|million|billion)? $"
)  # "2,507 LINK"
_MOVE_AFTER = re.compile(  # "LINK is up 4%", "Strategy’s share price fell", "Near has since climbed to $5"
    r"(?:['’]s?)?(?: (?:also|has|have|is|was|had|then|now|since|currently|briefly|further|itself|price|shares)){0,3} "
    r"(?:rose|rises|risen|rising|fell|falls|fallen|falling|gain(?:ed|s|ing)?|add(?:ed|s|ing)|los(?:t|es|ing)|jump(?:ed|s|ing)?"
    r"|surg(?:ed|es|ing)|soar(?:ed|s|ing)?|slid|slides?|sliding|slip(?:ped|s|ping)|drop(?:ped|s|ping)?|plung(?:ed|es|ing)"
    r"|tumbl(?:ed|es|ing)|climb(?:ed|s|ing)?|rall(?:ied|ies|ying)|rebound(?:ed|s|ing)?|trad(?:ed|es|ing)|chang(?:ed|es|ing) hands"
    r"|hit|sank|sinks?|shed|sheds|declin(?:ed|es|ing)|dipp?(?:ed|s|ing)?|advanc(?:ed|es|ing)|up|down|spik(?:ed|es|ing)"
    r"|outperform(?:ed|s|ing)|underperform(?:ed|s|ing)|retreat(?:ed|s|ing)|recover(?:ed|s|ing)|crash(?:ed|es|ing)|closed|ended|opened"
    r"|finished|higher|lower|little changed|flat)\b(?P<rest>.{0,60})",
    re.IGNORECASE,
)
_SIGNED_AFTER = re.compile(r" [+−-]\d{1,3}(?:\.\d{1,3})?%")  # "Render +7.99%", a row of a table
_PERCENT = re.compile(r"\d\s?%|\d per ?cent")
_FIGURE = re.compile(r"[$€£]\s?\d|\d\s?%|\d percent")
_SHARE_AFTER = re.compile(  # "Circle’s shares", "Coinbase (NASDAQ: COIN)", "Robinhood stock"
    r"(?:['’]s?)?,? (?:class A |common |preferred |closing )?(?:shares?|stocks?|equity|share price|stock price)\b(?! of)"
    r"| ?\((?:NASDAQ|Nasdaq|NYSE|NYSE American|TSX|AMEX)[:, ]",
)
_SHARE_BEFORE = re.compile(
    r"(?:\b(?:shares|stocks?) (?:of|in|like|such as|including)(?: [\w.&]+(?:,| and| or))? "
    r"|\b(?:NASDAQ|Nasdaq|NYSE|TSX|ticker|symbol):? ?[\"“]?)$"
)
_FUND_BESIDE = re.compile(r"(?:['’]s?)? (?:fund|ETF|trust|shares|saw|recorded|posted|had|with|led)\b")
_INDEX_AFTER = re.compile(
    r" (?:futures|index|composite|rose|fell|gained|lost|dropped|slid|climbed|closed|ended|was|were|is|and S&P)\b", re.I
)
_LISTING_BEFORE = re.compile(r"\b(?:on|to|from|with|exchange|at|by) (?:the )?$")
_NOT_AFTER = re.compile(
    r" ?[-–]listed|'s? (?:listing|stock exchange)| \(|: ?[A-Z]| listing|-traded| \d| exchange| ISE| Private"
)
_SENTENCE_START = re.compile(r"(?:^|[.!?:…•|\n*“\"(] ?)[\"“‘'(]?$")
_CAPITALISED = re.compile(r"\b[A-Z][a-z]")
_LONG_WORD = re.compile(r"\b[a-zA-Z]{4,}")


def shown(text: str, start: int, end: int, form: Form) -> bool:
    """Whether the neighbours of ``text[start:end]`` show that it means the form's asset."""
    before = text[max(0, start - _REACH) : start]
    after = text[end : end + _REACH]
    if before[-1:] == "$" or (before[-1:] == "#" and form.needs not in ("share", "token")):
        return True
    if _ticker_follows(after, form):
        return True
    if form.needs == "share":
        return bool(_SHARE_AFTER.match(after) or _SHARE_BEFORE.search(before)) or _moves_in_percent(after)
    if form.needs == "fund":
        return bool(_FUND_BESIDE.match(after)) and (not form.licences or licensed(text, form))
    if form.needs == "index":
        return _is_index(before, after)
    if form.needs == "pair":
        return False
    return _is_coin(text, start, end, form, before, after)


def _is_coin(text: str, start: int, end: int, form: Form, before: str, after: str) -> bool:
    ticker = is_ticker(text[start:end])
    if form.needs == "token" and ticker and in_capitals(text, start, end):
        return False
    loose = form.needs != "token" or ticker  # neither "the coin Trump launched" nor "Trump’s coin" is named Trump
    if _COIN_NOUN_AFTER.match(after) and (loose or after[:1] not in ("'", "’")):
        return True
    if loose and _COIN_NOUN_BEFORE.search(before):
        return True
    if form.row.asset_class == "share" and _SHARE_AFTER.match(after):
        return True
    if ticker and end - start > 1 and _AMOUNT_BEFORE.search(before) and not in_capitals(text, start, end):
        return True
    if _in_coin_parentheses(text, start, end, before):
        return True
    if form.needs == "token":
        return False
    move = _MOVE_AFTER.match(after)
    return bool(move and _FIGURE.search(move["rest"])) or _SIGNED_AFTER.match(after) is not None


def _in_coin_parentheses(text: str, start: int, end: int, before: str) -> bool:
    """Whether the ticker stands alone in parentheses, with coins spoken of just before: "tokens such as fetch (FET)"."""
    alone = before[-1:] == "(" and text[end : end + 1] == ")" and is_ticker(text[start:end])
    return alone and end - start > 2 and _COIN_NOUN.search(before) is not None


def _moves_in_percent(after: str) -> bool:
    move = _MOVE_AFTER.match(after)
    return bool(move and _PERCENT.search(move["rest"], 0, 30))


def _is_index(before: str, after: str) -> bool:
    if _NOT_AFTER.match(after):
        return False
    if _INDEX_AFTER.match(after) or _MOVE_AFTER.match(after):
        return True
    return bool(re.search(r"\bthe (?:tech-heavy )?$", before)) and not _LISTING_BEFORE.search(before)


def _ticker_follows(after: str, form: Form) -> bool:
    """Whether the asset's ticker stands in parentheses after the name: "Near (NEAR)", "Strategy (Nasdaq: MSTR)"."""
    match = TICKER_IN_PARENTHESES.match(after) or _QUOTED_TICKER.match(after)
    return match is not None and match["ticker"].upper() in {ticker.upper() for ticker in form.row.tickers}


_QUOTED_TICKER = re.compile(r"[ \u00a0]?\( ?(?P<ticker>[A-Z0-9]{1,12}) [+−-]?\d{1,3}\.\d+%")  # "(AVAX 0.19%)"

TICKER_IN_PARENTHESES = re.compile(  # "(MSTR)", "($PEPE)", "[ADA]", "(Nasdaq: COIN)", "(ticker: HYPE)"
    r"[ \u00a0]?[(\[] ?(?P<prefix>(?:NASDAQ|Nasdaq|NYSE|NYSE American|NYSEARCA|NYSE Arca|CBOE|TSX|OTCMKTS|OTC|TYO|TSE|LSE|ticker|symbol)"
    r"(?: symbol)?[:, ] ?)?[$#]?(?P<ticker>[A-Za-z0-9]{1,12}) ?[)\]]"
)


def allowed(text: str, start: int, end: int, form: Form) -> bool:
    """Whether ``text[start:end]`` may mean the form's asset if the article names that asset surely elsewhere."""
    if form.needs in ("index", "pair", "shown"):
        return False
    if is_ticker(text[start:end]):
        return end - start > (2 if form.needs == "token" else 1) and not in_capitals(text, start, end)
    if form.needs in ("token", "share") or text[start].islower():
        return False
    before = text[max(0, start - 4) : start]
    if _SENTENCE_START.search(before):
        return _MOVE_AFTER.match(text, end) is not None or text[end : end + 2] in ("'s", "’s")
    return not re.match(r" ?[$€£\d]", text[end : end + 2]) and not in_title_case(text, start)


def licensed(text: str, form: Form) -> bool:
    """Whether the article has one of the words that license the form."""
    return any(word in text for word in form.licences)


def in_capitals(text: str, start: int, end: int) -> bool:
    """Whether the words around are in capitals too, so that capitals say nothing."""
    around = _LONG_WORD.findall(text[max(0, start - 30) : start] + " " + text[end : end + 30])
    return len(around) > 1 and sum(word.isupper() for word in around) * 2 > len(around)


def in_title_case(text: str, start: int) -> bool:
    """Whether the line is a headline in title case, where a capital says nothing.

    >>> in_title_case("Traders Turn Near Dollar Highs", 14), in_title_case("Traders turn to Near again today", 16)
    (True, False)
    """
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", start)
    line = text[line_start : line_end if line_end >= 0 else len(text)]
    if len(line) > 200:
        line = text[max(line_start, start - 50) : start + 50]
    words = _LONG_WORD.findall(line)
    return len(words) > 2 and len(_CAPITALISED.findall(line)) * 10 >= len(words) * 8
