"""The whole catalogue, read from the product's folder with a force's own laid over it, every cross-reference checked."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from peeler.definitions.annotations import AnnotationDefinition, AnnotationFile, build_annotation
from peeler.definitions.boards import BoardDefinition, BoardFile, build_board
from peeler.definitions.built import built
from peeler.definitions.calendars import CalendarDefinition, CalendarFile, build_calendar
from peeler.definitions.capacity import CapacityDefinition, CapacityFile, build_capacity
from peeler.definitions.comparisons import (
    BenchmarkDefinition,
    BenchmarkFile,
    LookUp,
    LookUpFile,
    PolicyDefinition,
    PolicyFile,
)  # fmt: skip
from peeler.definitions.conditions import parse_condition
from peeler.definitions.duties import DutyDefinition, build_duty
from peeler.definitions.duty_file import DutyFile
from peeler.definitions.duty_measures import measure_name, measure_of
from peeler.definitions.groupings import build_grouping
from peeler.definitions.measure_file import MeasureFile
from peeler.definitions.measures import MeasureDefinition, build_measures
from peeler.definitions.objects import (
    Copy,
    EventDefinition,
    ObjectDefinition,
    ObjectFile,
    births_of,
    build_attributes,
    check_events,
    fields_of,
    with_restriction,
)  # fmt: skip
from peeler.definitions.obligations import ObligationDefinition, obligations_of
from peeler.definitions.progress import ProgressDefinition, ProgressFile, build_progress, stage_attribute, staged
from peeler.definitions.reading import Model, Strict, build, read_yaml
from peeler.definitions.sources import SourceDefinition, SourceFile, check_source
from peeler.definitions.warnings import WarningDefinition, WarningFile, build_warning
from peeler.definitions.workload import WorkloadDefinition, WorkloadFile, build_workload
from peeler.terms.errors import RequestError, unknown
from peeler.terms.events import digest
from peeler.terms.identifiers import KEY, EventType, ObjectType

PRODUCT = Path(__file__).parent.parent / "catalogue"
KINDS: dict[str, type[Strict]] = {
    "look_ups": LookUpFile, "objects": ObjectFile, "sources": SourceFile, "measures": MeasureFile,
    "benchmarks": BenchmarkFile, "policies": PolicyFile, "boards": BoardFile,
    "annotations": AnnotationFile, "warnings": WarningFile, "progress": ProgressFile, "workload": WorkloadFile,
    "capacity": CapacityFile, "calendars": CalendarFile, "duties": DutyFile,
}  # fmt: skip


@dataclass(frozen=True)
class Written:
    """One definition as written: its folder and name, the content, the text and where it stands."""

    kind: str
    name: str
    content: dict[str, Any]
    text: str
    path: Path


@dataclass(frozen=True, eq=False)
class Catalogue:
    """The field as data: everything declared, by name, checked; each reading of it is one of its own."""

    objects: Mapping[str, ObjectDefinition]
    sources: Mapping[str, SourceDefinition]
    measures: Mapping[str, MeasureDefinition]
    benchmarks: Mapping[str, BenchmarkDefinition]
    policies: Mapping[str, PolicyDefinition]
    look_ups: Mapping[str, LookUp]
    written: tuple[Written, ...]
    boards: Mapping[str, BoardDefinition] = field(default_factory=dict)
    annotations: Mapping[str, AnnotationDefinition] = field(default_factory=dict)
    warnings: Mapping[str, WarningDefinition] = field(default_factory=dict)
    progress: Mapping[str, ProgressDefinition] = field(default_factory=dict)
    workload: Mapping[str, WorkloadDefinition] = field(default_factory=dict)
    capacity: Mapping[str, CapacityDefinition] = field(default_factory=dict)
    calendars: Mapping[str, CalendarDefinition] = field(default_factory=dict)
    duties: Mapping[str, DutyDefinition] = field(default_factory=dict)
    obligations: Mapping[str, ObligationDefinition] = field(default_factory=dict)

    @cached_property
    def events(self) -> dict[EventType, EventDefinition]:
        """Every event type there is."""
        return {event: made for definition in self.objects.values() for event, made in definition.events.items()}

    @cached_property
    def version(self) -> str:
        """A digest of all that is declared."""
        return self._digest(*{written.kind for written in self.written})

    @cached_property
    def shape(self) -> str:
        """A digest of what the journal's states depend on: the objects, their stages and the look-ups they use."""
        return self._digest("objects", "look_ups", "progress")

    def _digest(self, *kinds: str) -> str:
        return digest(*sorted(f"{w.kind}/{w.name}\n{w.text}" for w in self.written if w.kind in kinds)).hex()


def load_catalogue(*folders: Path) -> Catalogue:
    """Reads the product's catalogue and lays each of these folders over it; RequestError for the first thing wrong."""
    return built((PRODUCT, *folders), lambda: assemble(overlay(PRODUCT, *folders)))


def load_only(folder: Path) -> Catalogue:
    """Reads one folder alone, without the product's catalogue beneath (for tests and for trying a draft)."""
    return assemble(overlay(folder))


def overlay(first: Path, *others: Path) -> dict[tuple[str, str], Written]:
    """All definitions by folder and name; a later folder's file of the same name must say ``replaces:`` it."""
    laid = {(w.kind, w.name): w for w in written_in(first)}
    for folder in others:
        for written in written_in(folder):
            key = (written.kind, written.name)
            if key in laid and written.content.get("replaces") != written.name:
                raise RequestError(
                    f"{written.path.name}: '{written.name}' is in Peeler's catalogue; say 'replaces: {written.name}'"
                )
            if key not in laid and "replaces" in written.content:
                raise unknown(f"{written.kind} to replace", written.name, [n for k, n in laid if k == written.kind])
            laid[key] = written
    return laid


def written_in(folder: Path) -> Iterable[Written]:
    """The definitions in one catalogue folder, in order of name; RequestError for a folder or a file name not known."""
    if not folder.is_dir():
        return
    for inside in sorted(folder.iterdir()):
        if inside.name.startswith((".", "__")) or inside.suffix == ".md":
            continue
        if not inside.is_dir() or inside.name not in KINDS:
            raise unknown("catalogue folder", inside.name, KINDS)
        for path in sorted(inside.iterdir()):
            stem = path.stem.replace("-", "_") if inside.name == "boards" else path.stem
            if path.suffix != ".yml" or not KEY.fullmatch(stem):
                raise RequestError(f"{inside.name}/{path.name}: a definition is called NAME.yml, in small letters")
            content, text = read_yaml(path)
            yield Written(inside.name, path.stem, content, text, path)


def assemble(laid: Mapping[tuple[str, str], Written]) -> Catalogue:
    """Builds and checks all definitions, look-ups first, then objects, then what stands on objects."""
    look_ups = {n: LookUp(n, f, h) for n, f, h in files(laid, "look_ups", LookUpFile)}
    entries = {name: look_up.entries for name, look_up in look_ups.items()}
    steps = list(files(laid, "progress", ProgressFile))
    objects = build_objects(list(files(laid, "objects", ObjectFile)), entries, steps)
    events = {event: made for definition in objects.values() for event, made in definition.events.items()}
    sources = {n: SourceDefinition(n, f, h) for n, f, h in files(laid, "sources", SourceFile)}
    for name, source in sources.items():
        check_source(name, source.file, events, entries)
    calendars = {n: build_calendar(n, f, h) for n, f, h in files(laid, "calendars", CalendarFile)}
    duties = {n: build_duty(n, f, h, objects, calendars) for n, f, h in files(laid, "duties", DutyFile)}
    obligations = {n: obligations_of(duty, objects) for n, duty in duties.items() if not duty.waits}
    laid = with_duty_measures(laid, obligations)
    measures = build_measures(files(laid, "measures", MeasureFile), objects, entries, obligations)
    benchmarks = {n: BenchmarkDefinition(n, f, h) for n, f, h in files(laid, "benchmarks", BenchmarkFile)}
    policies = {n: PolicyDefinition(n, f, h) for n, f, h in files(laid, "policies", PolicyFile)}
    check_comparisons(measures, benchmarks)
    check_policies(policies, objects)
    boards = {n: build_board(n, f, h, measures) for n, f, h in files(laid, "boards", BoardFile)}
    named: dict[str, Collection[str]] = {"measures": measures, "objects": objects, "benchmarks": benchmarks}
    annotations = {n: build_annotation(n, f, h, named) for n, f, h in files(laid, "annotations", AnnotationFile)}
    warnings = {n: build_warning(n, f, h, measures) for n, f, h in files(laid, "warnings", WarningFile)}
    progress = {n: build_progress(n, f, h, objects, events) for n, f, h in steps}
    stages = {
        str(one.object.name): tuple((s.name, s.title) for s in one.along) for one in progress.values() if one.stages
    }
    workload = {
        n: build_workload(n, f, h, measures, objects, entries, stages)
        for n, f, h in files(laid, "workload", WorkloadFile)
    }
    capacity = {n: build_capacity(n, f, h, measures) for n, f, h in files(laid, "capacity", CapacityFile)}
    return Catalogue(
        objects, sources, measures, benchmarks, policies, look_ups, tuple(laid.values()), boards, annotations, warnings,
        progress, workload, capacity, calendars, duties, obligations,
    )  # fmt: skip


def with_duty_measures(
    laid: Mapping[tuple[str, str], Written], obligations: Mapping[str, ObligationDefinition]
) -> dict[tuple[str, str], Written]:
    """The definitions with a measure for every duty, unless one of its name is written already."""
    made = dict(laid)
    for name, obligation in obligations.items():
        key = ("measures", measure_name(name))
        if key not in made:
            content = measure_of(name, obligation.duty.file)
            text = yaml.dump(content, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True, width=120)
            made[key] = Written(*key, content, text, laid["duties", name].path)
    return made


def files(laid: Mapping[tuple[str, str], Written], kind: str, model: type[Model]) -> Iterable[tuple[str, Model, str]]:
    """Name, model and hash of every definition of a kind."""
    for (folder, name), written in laid.items():
        if folder == kind:
            yield name, build(model, written.content, f"{kind}/{name}.yml"), digest(kind, name, written.text).hex()


def build_objects(
    read: list[tuple[str, ObjectFile, str]],
    look_ups: Mapping[str, Mapping[str, Any]],
    progress: Iterable[tuple[str, ProgressFile, str]] = (),
) -> dict[str, ObjectDefinition]:
    """All objects: events first, since attributes may hear each other's events; then owners and copies, top down.

    Those whose progress has stages get their attribute ``stage`` from it, after all others.
    """
    by_name = {name: (file, file_hash) for name, file, file_hash in read}
    types = frozenset(by_name)
    events = {name: with_restriction(name, file) for name, (file, _) in by_name.items()}
    for name, own in events.items():
        check_events(name, own, types)
    fields = fields_of({event: made for own in events.values() for event, made in own.items()})
    stages = staged(progress, types)
    made: dict[str, ObjectDefinition] = {}
    for name in top_down(by_name, events):
        file, file_hash = by_name[name]
        owners, own_attributes = owners_of(name, file, events[name]), build_attributes(name, file, fields, look_ups)
        given = (stage_attribute(*stages[name], own_attributes),) if name in stages else ()
        made[name] = with_groupings(ObjectDefinition(
            ObjectType(name), file, file_hash, events[name], (*own_attributes, *given),
            owners, tuple(build_copy(name, copy, path, owners, made) for copy, path in file.copies.items()),
        ))  # fmt: skip
    return made


def with_groupings(definition: ObjectDefinition) -> ObjectDefinition:
    """The object with the groupings of its file, which may name any of its columns."""
    where, columns = f"objects/{definition.name}.yml: groupings", definition.columns
    made = {
        name: build_grouping(name, said, columns, where=f"{where}.{name}")
        for name, said in definition.file.groupings.items()
    }
    return replace(definition, groupings=made)


def owners_of(name: str, file: ObjectFile, events: Mapping[EventType, EventDefinition]) -> dict[str, ObjectType]:
    """Role -> object type of those the object belongs to, as its birth events name them."""
    roles, *others = (events[birth].roles for birth in births_of(name, file, events))
    for role in file.belongs_to:
        if role not in roles or roles[role] == name or any(other.get(role) != roles[role] for other in others):
            raise unknown(
                "role of the birth event",
                role,
                [r for r in roles if r != name],
                where=f"objects/{name}.yml: belongs_to",
            )
    return {role: ObjectType(roles[role]) for role in file.belongs_to}


def top_down(
    by_name: Mapping[str, tuple[ObjectFile, str]], events: Mapping[str, Mapping[EventType, EventDefinition]]
) -> list[str]:
    """Object names with every owner before its members; RequestError where belonging goes in a circle."""
    above = {name: set(owners_of(name, file, events[name]).values()) for name, (file, _) in by_name.items()}
    order: list[str] = []
    while len(order) < len(above):
        ready = [name for name in above if name not in order and above[name] <= set(order)]
        if not ready:
            raise RequestError(
                f"objects: {', '.join(sorted(set(above) - set(order)))} belong to each other in a circle"
            )
        order += ready
    return order


def build_copy(
    name: str, copy: str, path: str, owners: Mapping[str, ObjectType], made: Mapping[str, ObjectDefinition]
) -> Copy:
    """Reads ``team: investigation.team``: an owner's role and one of its columns."""
    where = f"objects/{name}.yml: copies.{copy}"
    role, _, attribute = path.partition(".")
    if role not in owners:
        raise unknown("owner", role, owners, where=where)
    columns = made[owners[role]].columns
    if attribute not in columns:
        raise unknown(f"attribute of {owners[role]}", attribute, columns, where=where)
    return Copy(copy, role, attribute, columns[attribute])


def check_comparisons(measures: Mapping[str, MeasureDefinition], benchmarks: Mapping[str, BenchmarkDefinition]) -> None:
    """Checks that every benchmark a measure names exists, and the variant it is of."""
    for name, measure in measures.items():
        for comparator in measure.file.compare:
            kind, _, benchmark = comparator.partition(":")
            if kind == "benchmark" and benchmark not in benchmarks:
                raise unknown("benchmark", benchmark, benchmarks, where=f"measures/{name}.yml: compare")
            variant = benchmarks[benchmark].file.variant if kind == "benchmark" else None
            if variant is not None and variant not in measure.variants:
                raise unknown("variant", variant, measure.variants, where=f"measures/{name}.yml: compare: {benchmark}")


def check_policies(policies: Mapping[str, PolicyDefinition], objects: Mapping[str, ObjectDefinition]) -> None:
    """Checks that a policy names objects there are (or ``any``) and conditions over their columns."""
    for name, policy in policies.items():
        for object_type, text in policy.file.see.items():
            where = f"policies/{name}.yml: see.{object_type}"
            if object_type != "any" and object_type not in objects:
                raise unknown("object", object_type, ["any", *objects], where=where)
            for definition in objects.values() if object_type == "any" else [objects[object_type]]:
                parse_condition(text, definition.columns, where=where)
