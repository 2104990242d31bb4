"""Floor 5: every decision anyone may make, one function each; kept with who and when, apart from what the sources said."""
