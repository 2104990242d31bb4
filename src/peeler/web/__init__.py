"""Floor 7: the pages a person sees; they ask answers and show what comes back, nothing else."""
