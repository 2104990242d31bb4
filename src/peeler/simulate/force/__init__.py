"""A whole force in a box: what truly happened, and what each of its systems would say of it."""
