"""How cases end, and when: each outcome's cumulative incidence by time since recording."""
