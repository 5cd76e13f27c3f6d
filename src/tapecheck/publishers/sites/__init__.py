"""The publishers whose pages are known, each in a module of its own; more come as entry points of installed packages."""

from __future__ import annotations

from functools import cache
from urllib.parse import urlsplit

from tapecheck.publishers.spec import Publisher
from tapecheck.registry import Registry

PUBLISHERS: Registry[Publisher] = Registry(
    "publisher",
    (
        ("ambcrypto", "tapecheck.publishers.sites.ambcrypto:PUBLISHER"),
        ("beincrypto", "tapecheck.publishers.sites.beincrypto:PUBLISHER"),
        ("benzinga", "tapecheck.publishers.sites.benzinga:PUBLISHER"),
        ("bitcoinist", "tapecheck.publishers.sites.bitcoinist:PUBLISHER"),
        ("bitcoinmagazine", "tapecheck.publishers.sites.bitcoinmagazine:PUBLISHER"),
        ("blockworks", "tapecheck.publishers.sites.blockworks:PUBLISHER"),
        ("bloomberg", "tapecheck.publishers.sites.bloomberg:PUBLISHER"),
        ("cnbc", "tapecheck.publishers.sites.cnbc:PUBLISHER"),
        ("coindesk", "tapecheck.publishers.sites.coindesk:PUBLISHER"),
        ("cointelegraph", "tapecheck.publishers.sites.cointelegraph:PUBLISHER"),
        ("cryptopotato", "tapecheck.publishers.sites.cryptopotato:PUBLISHER"),
        ("cryptoslate", "tapecheck.publishers.sites.cryptoslate:PUBLISHER"),
        ("decrypt", "tapecheck.publishers.sites.decrypt:PUBLISHER"),
        ("dlnews", "tapecheck.publishers.sites.dlnews:PUBLISHER"),
        ("forbes", "tapecheck.publishers.sites.forbes:PUBLISHER"),
        ("fxstreet", "tapecheck.publishers.sites.fxstreet:PUBLISHER"),
        ("investing", "tapecheck.publishers.sites.investing:PUBLISHER"),
        ("marketwatch", "tapecheck.publishers.sites.marketwatch:PUBLISHER"),
        ("newsbtc", "tapecheck.publishers.sites.newsbtc:PUBLISHER"),
        ("reuters", "tapecheck.publishers.sites.reuters:PUBLISHER"),
        ("theblock", "tapecheck.publishers.sites.theblock:PUBLISHER"),
        ("thedefiant", "tapecheck.publishers.sites.thedefiant:PUBLISHER"),
        ("utoday", "tapecheck.publishers.sites.utoday:PUBLISHER"),
        ("yahoo_finance", "tapecheck.publishers.sites.yahoo_finance:PUBLISHER"),
    ),
    group="tapecheck.publishers",
)


def publisher_at(url: str) -> Publisher | None:
    """The publisher whose domain the address is in; of several, the one with the longest domain. ``None``: it is not known.

    >>> publisher_at("https://www.coindesk.com/markets/2026/01/14/a").name, publisher_at("https://notcoindesk.com/a")
    ('coindesk', None)
    """
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    at = f".{host}{parts.path}/"
    found = [(len(domain), name) for domain, name in _domains().items() if _is_in(at, domain)]
    return PUBLISHERS.load(max(found)[1]) if found else None


def _is_in(at: str, domain: str) -> bool:
    host, _, path = domain.partition("/")
    found_host, _, found_path = at.partition("/")
    return found_host.endswith(f".{host}") and (not path or found_path.startswith(f"{path}/"))


@cache
def _domains() -> dict[str, str]:
    """Domain → name. What is installed does not change in a run, so it is read once."""
    return {domain: name for name in PUBLISHERS.names() for domain in PUBLISHERS.load(name).domains}
