"""Article + Doc → mentions, on our own offsets: one finder a file; ``finding`` puts them together."""
