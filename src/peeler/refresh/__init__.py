"""Floor 5: load, batch, rebuild, verify and seal: what is out of date, in what order, and doing it."""
