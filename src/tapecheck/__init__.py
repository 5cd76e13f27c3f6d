"""tapecheck: what a crypto article claims, exactly where, and whether the market data agrees."""
