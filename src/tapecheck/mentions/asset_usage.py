"""How a name that surely means an asset is used: for the asset, or inside the name of something else.

The finder says it in the mention's ``rule``; the classes of use are closed:
``asset.name`` · ``asset.cashtag`` · ``asset.pair`` · ``asset.epithet`` · ``asset.declared`` (a coin that the article
itself introduces) · ``asset.company`` (a listed company, not its share) · ``asset.in_fund_name`` ("spot Bitcoin ETFs") ·
``asset.in_org_name`` ("Ethereum Foundation") · ``asset.in_compound`` ("Solana-based").
"""

from __future__ import annotations

import re

from tapecheck.mentions.asset_table import Form

_REACH = 60

_FUND_AFTER = re.compile(  # "Bitcoin ETFs", "ether exchange-traded funds", "Bitcoin futures ETF", "XRP Trust"
    r"[ -](?:(?:spot|futures|staking|strategy|price|investment|and [A-Za-z]{3,10}) ){0,2}"
    r"(?:ET[FPN]s?\b|exchange[ -]traded|(?:Mini )?[Tt]rusts?\b|[Ff]unds?\b)"
)
_ORG_AFTER = re.compile(  # "Bitcoin Magazine", "Ethereum Foundation", "Solana Labs", "Bitcoin Policy Institute"
    r" (?:Foundation|Magazine|Labs|Association|Conference|Policy|Institute|Depot|Suisse|Archive"
    r"|Group|Inc|Corp|Ltd|Capital|Ventures|Council|Historian|Japan|Beach"
    r"|Standard|Core|Knots|Dev|Asia|Center|Society|University|Daily|Munger|Summit|Amsterdam"
    r"|Nashville|Miami|Vegas|Virtual Machine|Name Service|Improvement|Hyper|Minetrix|Spark)\b"
)
_DOMAIN_AFTER = re.compile(r"\.(?:com|org|io|net|fi|ai|fun|co|xyz|news|app|eth|gg|dev|bitcoin)\b")  # "Bitcoin.com"
_COMPOUND_AFTER = re.compile(  # "Bitcoin-backed", "Ethereum-based", "gold-pegged"
    r"[-‐‑](?:based|backed|native|focused|denominated|linked|pegged|related|themed|inspired|powered|friendly|centric"
    r"|compatible|bound|only|heavy|collateralized|collateralised|hungry|loving|rich|style|like|adjacent|mining)\b"
)
_NOT_THIS_RANK = re.compile(  # "a leading crypto", "third-largest cryptocurrency", "Solana’s largest token"
    r"(?:\b(?:an?|another|some|one of(?: the)?(?: world['’]s)?|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|next"
    r"|once|former|\d{1,4}(?:st|nd|rd|th)|\w+teenth|its|their|other|two|three|five|ten|potentially|the network['’]s)[ -]"
    r"|(?<!world)(?<!market)(?<!industry)(?<!planet)(?<!globe)(?<!sector)['’]s )$",
    re.IGNORECASE,
)
_GOES_ON_AS_NOUN = re.compile(  # "the largest crypto exchange", "the largest cryptocurrency theft"
    r"(?:[ -](?!asset\b)(?:\w{1,15}[ -])?"
    r"(?:exchanges?|firms?|compan(?:y|ies)|funds?|markets?|marketplace|heists?|hacks?|platforms?|ETFs?|ETPs?|lenders?|brokers?|banks?"
    r"|miners?|mining|holders?|custodians?|wallets?|conferences?|events?|liquidations?|options|derivatives|futures|projects?"
    r"|networks?|treasury|treasuries|scams?|thefts?|frauds?|transactions?|deals?|donors?|PACs?|investments?|managers?|payments?"
    r"|index|portfolios?|seizures?|crash|industry|community|communities|ecosystems?|startups?|players|names|data|media|news"
    r"|outlet|publications?|lending|staking|gaming|econom(?:y|ies)|VCs?|venture|investors?|products?|service|services|hedge"
    r"|trust|app|apps|users?|nation|owner|trader|traders|trading|trade|trades|analytics|ATM|casino|sale|raise|ICO|bet|bets"
    r"|position|whale|bull|bear|hub|adopter|operator|provider|issuer|advocate|event|gainers?|losers?|tax|reserve|influencer)\b"
    r"|-(?:based|related|focused|native|friendly|only|linked)\b)",
    re.IGNORECASE,
)


def epithet_holds(text: str, start: int, end: int) -> bool:
    """Whether "largest cryptocurrency" and the like at ``text[start:end]`` stands alone and for the first rank.

    >>> text = "the third-largest cryptocurrency and the largest crypto exchange beside the largest cryptocurrency"
    >>> [epithet_holds(text, *span) for span in ((10, 32), (41, 55), (76, 98))]
    [False, False, True]
    """
    before = text[max(0, start - 30) : start]
    if _GOES_ON_AS_NOUN.match(text, end) and not text[end:].startswith(" by "):
        return False
    starts_ranked = text[start : start + 6].lower() == "second"
    return starts_ranked or not _NOT_THIS_RANK.search(before)


def in_address(text: str, start: int, end: int) -> bool:
    """Whether the name is part of a web address or file name, where it names nothing.

    >>> in_address("https://example.com/bitcoin-price", 20, 27), in_address("BTC/ETH", 4, 7), in_address("bitcoin.org", 0, 7)
    (True, False, True)
    """
    return _DOMAIN_AFTER.match(text, end) is not None or in_url(text, start)


def in_url(text: str, start: int) -> bool:
    """Whether the characters before ``start`` up to the last blank begin a URL or path."""
    left = max(text.rfind(mark, max(0, start - 120), start) for mark in (" ", "\n", "\t", "\u00a0"))
    token = text[left + 1 : start]
    return "://" in token or token.startswith("www.") or ("." in token and "/" in token)


def rule_of(text: str, start: int, end: int, form: Form) -> str:
    """The versioned rule for a name of the table at ``text[start:end]``."""
    if form.role == "epithet":
        return "asset.epithet/1"
    if form.company:
        return "asset.company/1"
    if text[start - 1 : start] == "@" or _ORG_AFTER.match(text, end):
        return "asset.in_org_name/1"
    if form.row.asset_class == "coin" and _FUND_AFTER.match(text, end):
        return "asset.in_fund_name/1"
    if _COMPOUND_AFTER.match(text, end):
        return "asset.in_compound/1"
    return "asset.cashtag/1" if text[start - 1 : start] == "$" else "asset.name/1"
