"""Who holds what: open work in two dimensions, what moved, and who is there to do it."""
