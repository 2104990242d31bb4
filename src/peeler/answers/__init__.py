"""Floor 5: every question anyone may ask: one function each, from desk and viewer to a frozen dataclass."""
