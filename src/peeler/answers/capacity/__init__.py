"""Whether a unit keeps up with what comes to it: its queue, its pace, what is to be expected, and the staff it takes."""
