"""Floor 2: a force in a box; it imports terms alone, so it cannot be built to fit the readers."""
