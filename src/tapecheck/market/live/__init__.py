"""Market data fetched from exchanges through ccxt: the only part of the project that touches the network."""

from tapecheck.market.live.exchanges import Exchange, open_exchange
from tapecheck.market.live.fetching import Fetched, fetch
from tapecheck.market.live.pages import Patience

__all__ = ["Exchange", "Fetched", "Patience", "fetch", "open_exchange"]
