"""The naive oracle: the rulings on folding, written again in plain Python without a thought for speed; for tests only."""
