"""Floor 2: reads the catalogue into frozen models and refuses, by name, whatever it cannot follow."""
