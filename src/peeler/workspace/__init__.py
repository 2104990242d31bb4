"""Floor 6: the composer; opens files, lock, socket and catalogue, and calls floor 5 on behalf of whoever asks."""
