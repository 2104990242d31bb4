"""Floor 3: the one compiler of questions: clocks, signs, grouping, policy and drill-down as SQL trees."""
