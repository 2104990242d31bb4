"""The words of the pages, each with its meaning: shown on hover and in the glossary page."""

MEANINGS: dict[str, tuple[str, str]] = {
    "as_at": ("As at", "The moment the answer is about. Choose an earlier one to see things as they stood then."),
    "as_known": (
        "As known",
        (
            "What had been told by this moment. Records that came or were corrected later are left out, so that an "
            "old figure can be made again exactly."
        ),
    ),
    "interval": (
        "95 % interval",
        (
            "How far chance alone could move the number. Were the same to happen many times, the interval would "
            "hold the truth about 95 times in 100. Shares use Wilson's interval, counts the exact Poisson one."
        ),
    ),
    "lowest_highest": (
        "Lowest to highest",
        "What the number could be if all that is unknown turned out one way, or all of it the other way.",
    ),
    "harm_weight": (
        "Weighed by harm",
        (
            "Each thing that is owed counts by the harm that may follow when it is not done, from 1 (little) to 5 (life or "
            "safety), as its duty says; added up. It tells what weighs most, not how long it takes."
        ),
    ),
    "unknown": (
        "Unknown",
        "Records of which the sources do not say enough to decide. They are counted and shown, never guessed.",
    ),
    "n": ("n", "How many records a share is taken from, the unknown ones included."),
    "swing": (
        "Usual swing",
        (
            "How far a series usually moves from one period to the next without any particular cause: the natural "
            "limits of an XmR chart, its mean plus and minus 2.66 times the mean change between periods."
        ),
    ),
    "signal": (
        "Signal",
        (
            "A period that chance alone seldom makes: outside the usual swing; seven in a row on one side of the mean, or "
            "each higher or lower than the one before; or two of three near one end of the usual swing. All else is noise."
        ),
    ),
    "season": (
        "Without the season",
        (
            "What comes back every year is taken out, where there are two years or more and it is more than chance, so "
            "that the rest can be read."
        ),
    ),
    "funnel": (
        "Funnel",
        (
            "Values beside sizes: small units swing widely by chance, large ones little. Who lies outside the limits stands "
            "out by more than chance and the usual differences between units explain."
        ),
    ),
    "benchmark": (
        "Benchmark",
        "Figures that somebody else published, put beside the answer. Counted by other rules, they are never mixed in.",
    ),
    "provisional": ("Provisional", "A period that was not over at the moment asked about. Its number will still grow."),
    "freshness": ("Freshness", "When a source last spoke, and whether that is later than it promised."),
    "accepted": ("Accepted", "Rows that told something new."),
    "duplicate": ("Duplicate", "Rows that told what was known already. They change nothing."),
    "quarantined": (
        "Quarantined",
        "Rows that could not be understood. They are kept with the reason, can be mended and loaded again.",
    ),
    "withdrawn": ("Withdrawn", "Records that an earlier file of the same scope had and a later one no longer has."),
    "unborn": (
        "Unborn",
        (
            "Objects of which something was told but not yet that they began, such as an outcome of a crime in no "
            "file. Only counts of events count them."
        ),
    ),
    "not_placed": (
        "Not placed in time",
        "Events whose moment is not known. They are kept and counted, and never put on a date.",
    ),
    "chain": (
        "Chain",
        "Every commit carries a digest of the one before it, so that a record changed behind Peeler's back is noticed.",
    ),
    "records": ("Records behind", "The very records a number counts. Their number is the number."),
}
