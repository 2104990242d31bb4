"""Floor 7: what programmes speak to over HTTP; it hands rows to refresh through the workspace, and answers no question."""
