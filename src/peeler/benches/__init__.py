"""Floor 8: measures how fast Peeler is, on made-up work, and says which targets are met; each bench runs in a process of its own."""
