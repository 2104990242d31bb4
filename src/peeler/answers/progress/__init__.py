"""Progress: how work moves from step to step, where it waits, and what stands still."""
