"""The page of objects: events in order of rank, attributes and how each is folded, worked examples."""

from collections.abc import Iterator

from peeler.definitions.attributes import Attribute
from peeler.definitions.catalogue import Catalogue
from peeler.definitions.groupings import Grouping
from peeler.definitions.objects import EventDefinition, FieldDefinition, ObjectDefinition
from tools.reference.markdown import bullets, code, codes, example, kept_by, page, table

INTRODUCTION = """
What the field is made of: one file each in `src/peeler/catalogue/objects`. An object begins with the first event of its
table, its *birth*; events at the same moment take effect in the order of that table. Fields marked † are personal or
free text: they are kept apart under the object whose role is named, never become an attribute, and can be erased.
Every object may also be `restricted` and `unrestricted`, and every state holds the columns listed under
[conditions](conditions.md#columns-every-object-has).
"""


def objects_page(catalogue: Catalogue) -> str:
    """The whole page."""
    return page("Objects", INTRODUCTION, *(one(definition) for definition in catalogue.objects.values()))


def one(definition: ObjectDefinition) -> str:
    """One object."""
    return "\n\n".join(part for part in parts(definition) if part)


def parts(definition: ObjectDefinition) -> Iterator[str]:
    """The blocks of one object."""
    file = definition.file
    yield f"## {definition.name}"
    yield file.about
    yield bullets(belonging(definition))
    yield "### Events"
    events = {event: made for event, made in definition.events.items() if event.split(".")[1] in file.events}
    yield table(("event", "what it says", "is about", "fields"), (event_row(e, d) for e, d in events.items()))
    yield "### Attributes"
    yield table(("attribute", "kind", "how it is made"), (attribute_row(a) for a in definition.attributes))
    if definition.groupings:
        yield "### Groupings"
        yield table(
            ("grouping", "what it tells", "words, the first that holds"),
            (grouping_row(g) for g in definition.groupings.values()),
        )
    yield from (f"### Worked example\n\n{example(content)}" for content in file.examples)
    yield kept_by(file)


def belonging(definition: ObjectDefinition) -> Iterator[str]:
    """Whom an object belongs to, what it copies down, and whether it is a hub."""
    if definition.owners:
        owners = ", ".join(f"{code(owner)} (role {code(role)})" for role, owner in definition.owners.items())
        yield f"Belongs to {owners}, as its birth event names them."
    if len(definition.births) > 1:
        yield f"Born of {' or '.join(map(code, definition.births))}, whichever comes first."
    for copy in definition.copies:
        yield f"Copies down {code(f'{copy.role}.{copy.attribute}')} as {code(copy.name)} ({copy.kind})."
    if definition.file.hub:
        yield "A hub: it hears its own events only, and the work that belongs to it tells it nothing."


def event_row(event: str, definition: EventDefinition) -> tuple[str, ...]:
    """One event: type, meaning, the roles it names, its fields."""
    roles = codes(role if role == kind else f"{role}: {kind}" for role, kind in definition.roles.items())
    for word, kinds in definition.either.items():
        meant = ", ".join(f"{kind}: {role}" for kind, role in kinds.items())
        roles += f"<br>or {code(word)}, which its reference tells apart ({meant})"
    return code(event), definition.meaning, roles, "<br>".join(field(n, f) for n, f in definition.fields.items())


def field(name: str, definition: FieldDefinition) -> str:
    """One field: name, kind, what it may hold, whose personal data it is."""
    personal = f" † of {definition.personal}" if definition.personal else ""
    one_of = f", one of {', '.join(definition.one_of)}" if definition.one_of else ""
    meaning = f": {definition.meaning}" if definition.meaning else ""
    return f"{code(name)} {definition.kind}{personal}{one_of}{meaning}"


def attribute_row(attribute: Attribute) -> tuple[str, ...]:
    """One attribute: name, kind, and its line in words of the file."""
    return code(attribute.name), attribute.kind, made(attribute)


def grouping_row(grouping: Grouping) -> tuple[str, ...]:
    """One grouping: name, what it tells, its words and their conditions."""
    file = grouping.file
    told = [f"{title}: {code(file.words[word].when)}" if file.words else title for word, title in grouping.words]
    since = f" Ages from {code(file.ages_from)}." if file.ages_from else ""
    return code(grouping.name), f"{file.title}. {file.about}{since}".replace(".. ", ". "), "<br>".join(told)


def made(attribute: Attribute) -> str:
    """How an attribute is made: the reducer over its events, or an expression over other attributes."""
    if attribute.expression:
        named = codes(sorted(attribute.expression.columns))
        text = attribute.expression.text
        return code(text) if len(text) < 240 else f"looked up from {named}"
    inputs = ", ".join(part.event + (f".{part.field}" if part.field else "") for part in attribute.inputs)
    until = f" until {', '.join(attribute.until)}" if attribute.until else ""
    where = f" where {attribute.where.text}" if attribute.where else ""
    within = f" within {attribute.within}" if attribute.within else ""
    return code(f"{attribute.reducer} {inputs}{until}{where}{within}")
