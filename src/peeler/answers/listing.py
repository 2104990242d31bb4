"""What there is: measures, objects, sources and the rest of the catalogue, each with what it is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from peeler.answers.access import note
from peeler.answers.desk import Desk
from peeler.answers.policy import policies_of
from peeler.definitions.catalogue import Catalogue
from peeler.terms.clocks import iso
from peeler.terms.errors import unknown
from peeler.terms.viewers import Viewer

KINDS = (
    "measures",
    "conformance",
    "objects",
    "sources",
    "benchmarks",
    "policies",
    "look_ups",
    "events",
    "references",
    "duties",
    "boards",
    "annotations",
    "warnings",
    "progress",
    "workload",
    "capacity",
)


@dataclass(frozen=True, slots=True)
class Listed:
    """One thing of the catalogue; ``details`` are a few (name, value) pairs that matter for its kind."""

    name: str
    title: str
    about: str
    owner: str
    review_by: str
    version: str
    details: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ListAnswer:
    """All of one kind, in order of name."""

    kind: str
    listed: tuple[Listed, ...]


def list_kind(desk: Desk, viewer: Viewer, kind: str) -> ListAnswer:
    """Lists one kind of thing (``KINDS``); RequestError names the nearest kind."""
    note(desk, viewer, "list_kind", {"kind": kind})
    policies_of(desk.catalogue, viewer)
    if kind not in KINDS:
        raise unknown("kind of thing", kind, KINDS)
    listed = references(desk) if kind == "references" else LISTS[kind](desk.catalogue)
    return ListAnswer(kind, tuple(sorted(listed, key=lambda one: one.name)))


def measures(catalogue: Catalogue) -> Iterable[Listed]:
    """Every measure: its question, kind, unit and breakdowns."""
    for name, one in catalogue.measures.items():
        file = one.file
        details = (
            ("kind", file.kind),
            ("unit", file.unit),
            ("by", ", ".join(file.by)),
            ("variants", ", ".join(one.variants)),
        )
        yield Listed(name, file.title, file.question, file.owner, file.review_by, one.hash, details)


def conformance(catalogue: Catalogue) -> Iterable[Listed]:
    """Every rule of conformance, so every measure of something that should not happen: why not, and by what authority."""
    for name, one in catalogue.measures.items():
        file = one.file
        if file.never:
            said = ": ".join(text for key in ("source", "ref") if (text := file.authority.get(key)))
            details = (("never", file.never), ("of", file.object or ""), ("authority", said))
            yield Listed(name, file.title, file.question, file.owner, file.review_by, one.hash, details)


def objects(catalogue: Catalogue) -> Iterable[Listed]:
    """Every object: what it is, its events and attributes."""
    for name, one in catalogue.objects.items():
        verbs = ", ".join(event.split(".")[1] for event in one.events)
        details = (("events", verbs), ("attributes", ", ".join(a.name for a in one.attributes)))
        yield Listed(name, one.file.title, one.file.about, one.file.owner, one.file.review_by, one.hash, details)


def sources(catalogue: Catalogue) -> Iterable[Listed]:
    """Every source: how often it speaks, its tables, publisher and licence."""
    for name, one in catalogue.sources.items():
        file = one.file
        said = (("every", file.every or ""), ("publisher", file.publisher), ("licence", file.licence))
        details = (*said, ("tables", ", ".join(file.tables)), ("known limits", " ".join(file.known_limits)))
        yield Listed(name, file.title, file.about, file.owner, file.review_by, one.hash, details)


def benchmarks(catalogue: Catalogue) -> Iterable[Listed]:
    """Every benchmark: its publisher, period and why it may differ."""
    for name, one in catalogue.benchmarks.items():
        file = one.file
        details = (("publisher", file.publisher), ("every", file.every), ("why they differ", file.why_they_differ))
        yield Listed(name, file.title, file.about, file.owner, file.review_by, one.hash, details)


def policies(catalogue: Catalogue) -> Iterable[Listed]:
    """Every policy: the role, what it sees and what it may decide."""
    for name, one in catalogue.policies.items():
        file = one.file
        sees = "; ".join(f"{kind}: {text}" for kind, text in file.see.items())
        details = (("role", file.role), ("sees", sees), ("decides", ", ".join(file.decide)))
        yield Listed(name, file.title, file.about, file.owner, file.review_by, one.hash, details)


def look_ups(catalogue: Catalogue) -> Iterable[Listed]:
    """Every look-up: how many entries, and whether it was verified."""
    for name, one in catalogue.look_ups.items():
        details = (("entries", f"{len(one.entries):,}"), ("verified", one.file.verified))
        yield Listed(name, one.file.title, one.file.about, one.file.owner, one.file.review_by, one.hash, details)


def events(catalogue: Catalogue) -> Iterable[Listed]:
    """Every event type: its roles and fields."""
    for name, one in catalogue.events.items():
        owner = catalogue.objects[name.split(".")[0]]
        fields = ", ".join(f"{field} ({said.kind})" for field, said in one.fields.items())
        details = (("roles", ", ".join(one.roles)), ("fields", fields))
        yield Listed(name, name, one.meaning, owner.file.owner, owner.file.review_by, owner.hash, details)


def references(desk: Desk) -> Iterable[Listed]:
    """Every vintage of every reference table that is kept."""
    for one in desk.durable.references.tables():
        details = (("vintage", one.vintage), ("rows", f"{one.rows:,}"), ("kept since", iso(one.known_at)))
        yield Listed(
            f"{one.table}/{one.vintage}", one.table, "A reference table of published figures", "", "", "", details
        )


def boards(catalogue: Catalogue) -> Iterable[Listed]:
    """Every board: how many figures it has."""
    for name, one in catalogue.boards.items():
        details = (("figures", str(len(one.figures))),)
        yield Listed(name, one.file.title, one.file.about, one.file.owner, one.file.review_by, one.hash, details)


def annotations(catalogue: Catalogue) -> Iterable[Listed]:
    """Every dated change: when, of which force, what it concerns, and whether limits are calculated anew."""
    for name, one in catalogue.annotations.items():
        file, concerns = one.file, one.file.concerns
        named = ", ".join((*concerns.measures, *concerns.objects, *concerns.benchmarks))
        details = (
            ("date", file.date), ("force", file.force or "every force"), ("concerns", named),
            ("limits anew", "yes" if file.rebase else "no"), ("verified", file.verified),
        )  # fmt: skip
        yield Listed(name, file.title, file.about, file.owner, file.review_by, one.hash, details)


def warnings(catalogue: Catalogue) -> Iterable[Listed]:
    """Every named warning sign: which measures must move which way, and the harm that may stand behind it."""
    for name, one in catalogue.warnings.items():
        file = one.file
        signs = ", ".join(f"{measure} {way}" for measure, way in file.signs.items())
        details = (("signs", signs), ("needs", file.needs), ("harm", str(file.harm)))
        yield Listed(name, file.title, file.about, file.owner, file.review_by, one.hash, details)


def progress(catalogue: Catalogue) -> Iterable[Listed]:
    """Every progress: of which object, by which time cohorts are told, and its stages from first to last."""
    for name, one in catalogue.progress.items():
        file = one.file
        stages = ", ".join(f"{stage.name}{' (ends)' if stage.ends else ''}" for stage in one.along)
        details = (("object", file.object), ("time", file.time), ("steps", file.activity), ("stages", stages))
        yield Listed(name, file.title, file.about, file.owner, file.review_by, one.hash, details)


def workload(catalogue: Catalogue) -> Iterable[Listed]:
    """Every kind of work: its stock, what it may be told apart by, and whether who is there for it is known."""
    for name, one in catalogue.workload.items():
        file = one.file
        details = (("stock", file.stock), ("by", ", ".join(one.dimensions)), ("staff", "yes" if file.staff else "no"))
        yield Listed(name, file.title, file.question, file.owner, file.review_by, one.hash, details)


def duties(catalogue: Catalogue) -> Iterable[Listed]:
    """Every duty: of which object, whose limit, by what law, and what it waits for where it cannot be worked out yet."""
    for name, one in catalogue.duties.items():
        file = one.file
        open_yet = [text for text in (file.unverified, *(version.unverified for version in file.versions)) if text]
        details = (
            ("object", file.object), ("limit set by", file.set_by), ("owner", file.owner or ""), ("harm", f"{file.harm} of 5"),
            ("waits for", file.waits_for or ""), ("to be confirmed", " ".join(open_yet)),
        )  # fmt: skip
        yield Listed(name, file.title, file.why, file.kept_by, file.review_by, one.hash, details)


def capacity(catalogue: Catalogue) -> Iterable[Listed]:
    """Every unit of which capacity is told: its queue and its staff."""
    for name, one in catalogue.capacity.items():
        file = one.file
        details = (("queue", one.queue.measure.name), ("staff", one.staff.measure.name), ("by", ", ".join(file.by)))
        yield Listed(name, file.title, file.question, file.owner, file.review_by, one.hash, details)


LISTS: dict[str, Callable[[Catalogue], Iterable[Listed]]] = {
    "measures": measures, "conformance": conformance, "objects": objects, "sources": sources, "benchmarks": benchmarks,
    "policies": policies,
    "look_ups": look_ups, "events": events, "duties": duties, "boards": boards,
    "annotations": annotations, "warnings": warnings, "progress": progress, "workload": workload,
    "capacity": capacity,
}  # fmt: skip
