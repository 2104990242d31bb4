"""Floor 5: every question anyone may ask: one function each, taking the desk and the viewer, giving a frozen dataclass."""
