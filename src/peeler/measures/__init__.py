"""Floor 4: what a measure's definition makes of raw rows: intervals, parts, whole periods, comparators, lineage."""
