"""Floor 3: the obligations of a duty, expanded from its object's journal as one plan."""
