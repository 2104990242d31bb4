"""Floor 1: the words every other floor shares; pure, and imports nothing of ours."""
