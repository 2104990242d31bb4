"""The page of conditions: the closed language, the kinds of value, the reducers, and the columns every object has."""

from peeler.definitions.attributes import MAY_BE_WITHIN, NEEDS_FIELD, REDUCERS
from peeler.definitions.conditions import DEEPEST, LONGEST, UNITS
from peeler.definitions.kinds import FAMILY, KINDS
from peeler.definitions.objects import BUILT_IN
from tools.reference.markdown import code, codes, page, table

INTRODUCTION = f"""
A condition is a line such as `crime_type = 'Burglary' and not cancelled`. It stands in a measure's `population:`,
`numerator:`, `parts:` and `variants:`, in an attribute's `where`, in a policy, and in `--where`. It is a small part of
SQL and nothing more: it is parsed, every word of it is checked against a list, and whatever is not on the list is
refused by name. It cannot name a table, a file or a function. At most {LONGEST:,} characters and {DEEPEST} levels.
"""
MAY_HOLD = (
    ("names", "`crime_type`", "attributes of the object, and the columns every object has; in a measure also `as_at`"),
    (
        "literals",
        "`'Burglary'`, `3`, `true`, `null`, `date '2022-10-28'`",
        "beside an instant, the start of that London day",
    ),
    ("comparison", "`=` `<>` `<` `<=` `>` `>=`, `between 1 and 3`", "both sides must be of one family"),
    ("membership", "`outcome in ('18', '21')`, `'hate' in flags`", "in a list of literals, or in a set"),
    ("nothing", "`is null`, `is not null`, `coalesce(a, b)`", ""),
    ("logic", "`and`, `or`, `not`, parentheses", "three-valued: what is unknown stays unknown, and is counted as such"),
    ("choice", "`case when ... then ... else ... end`", "a `case` without `else` is null where nothing fits"),
    ("arithmetic", "`a + b`, `a - b`, `as_at - interval '28 days'`", "numbers; days and instants with an interval"),
)
SINCE = """
An attribute `since ... until ...` holds the instant since when, and null while it does not hold. Where a condition
wants true or false, its bare name means *it holds*: `held` is read as `held is not null`, `not held` as its opposite.
Elsewhere it is an instant: `held < as_at - interval '7 days'`.
"""
REDUCING = {
    "latest": "the last value said, in the order of the fold; an event that says nothing changes nothing",
    "first": "the first value said",
    "count": "how many such events there have been",
    "sum": "the sum of a number they carry",
    "min": "the least value said",
    "max": "the greatest value said",
    "any": "whether there has been one (false, never null, from the object's birth)",
    "set": "all words said, each once, in order",
    "since": "`since A until B`: the instant of the first A after the last B, null while none stands",
}


def language_page() -> str:
    """The whole page."""
    units = codes(sorted(unit.lower() for unit in UNITS))
    language = table(("", "for example", ""), MAY_HOLD) + f"\n\nThe units of an interval: {units}."
    return page("Conditions and attributes", INTRODUCTION, language, SINCE, kinds(), columns(), reducers())


def kinds() -> str:
    """What a field or an attribute may hold."""
    rows = ((code(kind), FAMILY[kind]) for kind in KINDS)
    said = "The closed list of what a value may be, and the family it is compared in."
    return f"## Kinds\n\n{said}\n\n" + table(("kind", "family"), rows)


def columns() -> str:
    """The columns of every state."""
    rows = ((code(name), kind) for name, kind in BUILT_IN.items())
    return "## Columns every object has\n\n" + table(("column", "kind"), rows)


def reducers() -> str:
    """The reducers an attribute is declared with."""
    rows = (
        (code(name), REDUCING[name], ("an event", "a field")[name in NEEDS_FIELD], ("", "yes")[name in MAY_BE_WITHIN])
        for name in REDUCERS
    )
    said = """## Reducers

An attribute is one line of the object's file: `latest outcome_assigned.as_given`, `any evidence_gathered where kind =
'body_worn_video'`, `count called within 12 months`. `where` narrows the events it hears; `within` makes it forget each
event after that long. Or it is `{kind, expression}` over the attributes before it, or `{kind, look_up, of, column}`.

What an event says are its fields, and the object in each of its roles (`first identified.person`; of several the first by
id). Of a personal field only `NAME_filled` may be read: whether it was filled."""
    return said + "\n\n" + table(("reducer", "gives", "reads", "may be `within`"), rows)
