"""The words that tell what a metric is measured on and how, each with an example; used by ``measures``."""

from __future__ import annotations

import re

from tapecheck.schema.measure import Scope

Rules = tuple[tuple[Scope, re.Pattern[str]], ...]
"""Scopes with the words that tell them; the first that is found holds."""


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.VERBOSE)


COINS = frozenset({"BTC", "ETH"})

FLOW: Rules = (
    # "trading volume of", "assets of", "could attract", "an annualised pace"
    (
        "other",
        _words(r"""\b(?:volumes?|changing\shands|AUM|assets\sunder|estimat\w{1,4}|project(?:s|ed|ing|ions?)
            |forecast\w{0,3}|expect\w{0,6}|predict\w{0,4}|anticipat\w{1,3}
            |annuali[sz]ed|pace|assum\w{1,3})\b"""),
    ),
    # "the newborn nine", "excluding GBTC", "together drew", "the top three funds", "bitcoin and ether ETFs"
    (
        "some_etfs",
        _words(r"""\bnewborn\b
            | \b(?:nine|eight|seven|six|five|four|three|two|other|remaining|new|newly(?:[\s-]\w{1,12})?
            |rival)\s(?:\w{1,12}\s){0,3}(?:ETFs?|funds|issuers)\b
            | \b(?:excluding|ex-GBTC|without\sGBTC|collectively|respectively|apiece|each)\b
                | \b\d{1,2}\sof\sthe\s\d{1,2}\b
            | \b(?:bitcoin|BTC)\s(?:and|&|\+)\s(?:spot\s)?(?:ether(?:eum)?|ETH)\b
                | \b(?:ether(?:eum)?|ETH)\s(?:and|&|\+)\s(?:spot\s)?(?:bitcoin|BTC)\b | \bcrypto\sETFs?\b"""),
    ),
    # "crypto investment products", "according to CoinShares", "Germany saw", "gold ETFs"
    (
        "funds",
        _words(r"""\b(?:investment|digital[\s-]asset|crypto)\s(?:investment\s)?(?:products?|funds?)\b
            | \bdigital[\s-]asset\sinvestment\b | \bCoinShares\b | \bETPs?\b | \bexchange-traded\sproducts\b
            | \b(?:Hong\sKong|Germany|Switzerland|Canada|Brazil|Australia|Sweden|Solana|SOL|XRP|gold|bond
            |Treasury|futures|leveraged|Dogecoin|Litecoin)\b
              (?:\s\w{1,12}){0,2}\s(?:ETFs?|funds?|exchange-traded)\b
                  | \b(?:Germany|Switzerland|Canada|Brazil|Australia|Sweden)\b"""),
    ),
    # "spot bitcoin ETFs", "exchange-traded funds", "data of Farside"
    ("spot_etf", _words(r"\bETFs?\b | \bexchange[-\s‑–]traded\sfunds?\b | \bFarside\b | \bSoSo\s?Value\b")),
    # "flowed to exchanges", "exchange netflow", "into the wallet", "Binance saw outflows"
    (
        "exchange",
        _words(
            r"""\bexchanges?\b | \bnetflow\b | \b(?:wallets?|whales?|addresses|on-chain)\b
                | \b(?:Binance|Coinbase|Kraken|OKX|Bitfinex)\b"""
        ),
    ),
)

ISSUER = _words(
    r"""\b(?:BlackRock|iShares|Fidelity|Grayscale|Bitwise|ARK|21\s?Shares|Invesco|VanEck|Valkyrie|Franklin
            |WisdomTree|Hashdex|CoinShares|Galaxy|Morgan\sStanley|ProShares)\b"""
)
"""``BlackRock's fund took in``"""

DOMINANCE: Rules = (
    # "social dominance", "open interest dominance", "stablecoin dominance", "market share of trading"
    (
        "other",
        _words(r"""\b(?:social|open\sinterest|OI|investor|stablecoin|USDT|tether|volume|altcoin|trading|gaming
            |TVL|DeFi|sector|revenue|hash(?:rate)?)
            (?:['’]s)?\s(?:market\s|price\s)?dominance\b | \btrading\svolume\b"""),
    ),
    # "bitcoin dominance", "BTC's market dominance", "its dominance", "dominance of the market"
    (
        "market",
        _words(
            r"""\b(?:bitcoin|BTC|ether(?:eum)?|ETH|its|coin|market|cap)(?:[’']s)?\s(?:(?:market|cap|price
            |capitali[sz]ation)\s){0,2}dominance\b | \bshare\sof\sthe\s(?:crypto|total|whole|entire)\b"""
        ),
    ),
)

MARKET_CAP: Rules = (
    # "realized cap", "company's market cap", "tokenized assets", "excluding bitcoin", "fully diluted"
    (
        "other",
        _words(r"""\breali[sz]ed\scap | \bfully[\s-]diluted\b | \bFDV\b
            | \b(?:company|companies|firm|stock|shares?|equit(?:y|ies)|gold|silver|memecoins?|meme\scoins?)\b
            | \btokeni[sz]ed\b | \bexcluding\b | \bTOTAL\s?[23]\b | \b(?:debt|supply|GDP|AI\sagent)\b | \beuro\b"""),
    ),
    # "total crypto market cap", "capitalization", "market value", "valuation of all coins"
    (
        "market",
        _words(
            r"""\bmarket[\s-](?:cap|value|valuation)\w{0,12}\b | \bcapitali[sz]ation\b | \bmcap\b
                | \bvaluation\sof\sall\b"""
        ),
    ),
)

OPEN_INTEREST: Rules = (
    # "options", "contracts expire", "max pain", "notional"
    (
        "options",
        _words(
            r"""\boptions?\b | \bexpir\w{1,6}\b | \bDeribit\b | \bmax\spain\b | \bput[/\s-]call\b | \bcalls\b
                | \bstrike\b | \bnotional\b"""
        ),
    ),
    ("one_venue", _words(r"\b(?:Binance|Bybit|OKX|CME|Hyperliquid|Bitget|Kraken|BitMEX|Bitfinex|dYdX|GMX|Coinbase)\b")),
    (
        "other",
        _words(
            r"""\bcombined\b | \baltcoins?\b | \baggregate\b | \bmajor\sexchanges\b | \bcash-margined\b
                | \bcoin-margined\b"""
        ),
    ),
    # "open interest", "OI"
    ("futures", _words(r"\bopen\sinterest\b | \bOI\b")),
)

VOLUME: Rules = (
    # "spot volume of exchanges", "illicit volume", "DEX volume", "NFT sales", "top 10 exchanges"
    (
        "other",
        _words(
            r"""\b(?:illicit|DEX|decentrali[sz]ed|NFT|futures|derivatives?|perpetuals?|options?|monthly|annual
            |annually|quarter\w{0,2}|weekly|on-chain|spot|exchanges|sales)\b"""
        ),
    ),
    # "24-hour trading volume", "total crypto volume", "daily volume"
    ("market", _words(r"\bvolumes?\b")),
)

FEAR_GREED = _words(r"\bfear\s?(?:&|and|[-/])\s?greed\b")
"""``Fear & Greed Index``"""
OUT_OF = _words(r"(?:\bout\sof\s|/\s?)$")
"""``72 out of [100]``"""
UNITS = _words(r"\s(?:hours?|days?|weeks?|months?|years?|coins?|tokens?|%|percent)\b")
"""``in the past [24] hours``"""
FUNDING_RATE = _words(r"\bfunding[\s-](?:rates?|costs?)\b | \bperp\w{0,7}\b")
"""``funding rates``, not the funding of a firm"""
ANNUAL = _words(r"\bannuali[sz]ed\b | \bAPR\b | \bper\s(?:year|annum)\b | \ba\syear\b")
"""``annualized funding rates``"""
LIQUIDATED = _words(r"\bliquidat\w{1,4}\b | \bwiped\sout\b")
"""``of the total liquidations``"""
LONG = _words(r"\blongs?\b | \bbulls?\b | \bbullish\b")
"""``came from longs``"""
SHORT = _words(r"\bshorts?\b | \bbears?\b | \bbearish\b")
"""``were short positions``"""

AVERAGE = _words(r"\baverag\w{1,3}\b | \bmean\b | \bper\sday\b | \ba\sday\b | \beach\sday\b | \bevery\sday\b")
"""``on average``, ``$40 million a day``"""
CUMULATIVE = _words(
    r"""\bcumulative\w{0,2}\b | \blifetime\b | \ball[\s-]time\s(?:net\s)?(?:in|out)?flows?\b | \bto\sdate\b
        | \bso\sfar\b | \bsince\sthen\b | \btotal\snet\s(?:in|out)flows?\b | \bhistorical\b
      | \bsince\s(?:(?:its|their|the|these|those|funds|ETFs|products|they|it)\s){0,3}(?:\w{1,12}\s){0,2}
        (?:launch\w{0,3}|inception|debut\w{0,2}|approv\w{1,3}|convers\w{1,4}|convert\w{1,4}|began|start\w{0,3}
            |introduc\w{1,5}|going\slive|trading\sbegan|listing)\b"""
)
"""``since launch``, ``cumulative inflows of``"""
RECORD = _words(
    r"""\b(?:largest|biggest|highest|best|strongest|record|the\smost|greatest|worst|(?:only|any)\s(?:larger|bigger|higher)
        |previous\s(?:high|record|peak))\b"""
)
"""``the largest since launch``: of one day, not since then"""
OF_A_DAY = _words(r"\b(?:daily|single-day|single\sday|weekly|second)\b")
"""``in a single day``, ``weekly inflows``: not since launch"""
CHANGE_BEFORE = _words(
    r"""(?:\b(?:by | another | an?\s(?:additional|extra) | add(?:ed|s|ing) | gain(?:ed|s|ing)? | lost | loses
        | losing | shed(?:s|ding)? | erased? | erasing | wip(?:ed|ing)(?:\s(?:out|off))?
      | increase\sof | decrease\sof | drop\sof | rise\sof | jump\sof | uptick\sof | decline\sof | fall\sof | grew
          | grown | rose | declined | fell | slipped | dipped | dropped | jumped | climbed)
      \s(?:(?:about|around|nearly|roughly|over|some|almost|approximately|just|a|an|more\sthan|as\smuch\sas)\s){0,2})$"""
)
"""``rose by [$60 billion]``, ``added nearly [$200 billion]``"""
EARLIER = _words(
    r"""\b(?:from|versus|vs\.?|compared\s(?:to|with)|than|against)\s(?:(?:about|around|nearly|roughly|over|some
            |just|its|a|the|an|previous|former|peak|high|low|record|of)\s){0,4}$"""
)
"""``up from [$60 billion]``"""
PEAK = _words(r"\b(?:peak\w{0,3}|record|high|highs|low|lows|ATH)\b[^.;,]{0,40}$")
"""``peaked at [$11 billion]``: of a moment that may have passed"""
CHANGE_AFTER = _words(
    r"""\s?(?:percentage\s)?points?\b
        | \s(?:increase|decrease|drop|gain|decline|loss|jump|dip|surge|rise|wipe-?out|rally|crash|weekly|lower
            |higher|(?:was|were|being|has\sbeen)\s(?:added|wiped|erased|lost))\b
      | \s(?:flow|pour|enter|exit|leav|wip)\w{0,4}\b"""
)
"""``a [$240 billion] drop``, ``[2] percentage points``"""

BESIDE = 40
"""So near a figure a word says which way the money went."""
CLAUSE = re.compile(
    r"[,;:()—–.]|\b(?:while|but|whereas|after|despite|compared|versus|and|with|as|ending|breaking|snapping)\b",
    re.IGNORECASE,
)
"""What ends the stretch of words that belongs to a figure."""
INTO = _words(
    r"""\b(?:net\s)?inflow\w{0,3}\b | \b(?:add(?:s|ed|ing)? | attract\w{0,3} | drew | drawn | drawing
        | absorb\w{0,3} | gain(?:s|ed|ing)? | rak(?:ed|es|ing)\sin
      | (?:pull|bring|brought|took|tak|pour|flow|came|com)\w{0,3}\s(?:\w{1,9}\s){0,2}in(?:to)?
          | enter(?:ed|ing|s)?)\b"""
)
"""``added [$30 million]``, ``[$5 billion] poured into``"""
OUT = _words(
    r"""\b(?:net\s)?outflow\w{0,3}\b | \b(?:shed(?:s|ding)? | los(?:t|es|ing) | bled | bleed\w{0,3}
        | redemptions? | redeem\w{0,3} | withdr[ae]w\w{0,4} | exit(?:s|ed|ing)? | leav(?:e|es|ing) | left
      | (?:flow|pull|pour|came|com)\w{0,3}\s(?:\w{1,9}\s){0,2}(?:out|from)) \b
          | ^\s(?:from|out\sof)\s(?:the|these|those|its|spot|U\.?S)"""
)
"""``shed [$74 million]``, ``[$99 million] leave the fund``"""
SINCE = _words(r"\bsince\b")
"""``since December``"""

ONE_ORDER = _words(
    r"""\b(?:largest|biggest|single|one)\s(?:(?:single|large|largest|individual)\s)?(?:liquidation(?:\sorder)?
            |order|position|trade)\b
      | \b(?:long|short)\svalued\b"""
)
"""``the largest single order``"""
ONE_TRADER = _words(
    r"""\b(?:a|the|one|this|that)\s(?:\w{1,12}\s){0,2}(?:trader|whale|investor|user|wallet|address|account)\b
      | \b(?:Wynn|someone|somebody|his|her)\b | \b@\w{2,30}"""
)
"""``a whale lost``, ``his position``"""
WHOLE_MARKET = _words(r"""\b(?:total|overall|market-?\s?wide|aggregate|entire|crypto(?:currency)?|across|combined)\b""")
"""``total liquidations``, ``across the market``"""
COIN = _words(
    r"""\b(?:bitcoin|BTC|ether(?:eum)?|ETH|solana|SOL|XRP|dogecoin|DOGE|cardano|ADA|litecoin|LTC|BNB|token
            |memecoins?|altcoins?)\b"""
)
"""``bitcoin liquidations``: of one coin"""
MOSTLY = r"\b(?:most(?:ly)?|mainly|majority|bulk|largely|primarily|predominantly|chiefly|overwhelming(?:ly)?|dominat\w{1,3})\b"
"""``mostly longs``"""
MOSTLY_LONG = _words(rf"{MOSTLY}[^.;]{{0,40}}\b(?:long|bull)s?\b | \blongs?\b[^.;,]{{0,30}}{MOSTLY}")
"""``mostly from longs``, ``longs made up the bulk``"""
MOSTLY_SHORT = _words(rf"{MOSTLY}[^.;]{{0,40}}\b(?:short|bear)s?\b | \bshorts?\b[^.;,]{{0,30}}{MOSTLY}")
"""``the majority of which were short positions``"""
