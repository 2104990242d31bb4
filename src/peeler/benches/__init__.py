"""Floor 8: measures how fast Peeler is, on made-up events, and prints what it found as JSON."""
