"""What must be true of Peeler: spec (the manual), property, golden, unit, journeys, house."""
