"""A progress answer as the JSON that programs rely on (DESIGN section 7): its moves as rows, and everything beside them."""

from dataclasses import asdict
from typing import Any

from peeler.answers.measure_json import freshness_json
from peeler.answers.progress.flow_answer import FlowCase, FlowMove, FlowSide, ProgressAnswer
from peeler.terms.clocks import Instant, iso

STAGE_KEYS = ("name", "title", "when", "ends")


def progress_json(answer: ProgressAnswer) -> dict[str, Any]:
    """The answer as plain dictionaries; moments in ISO 8601, lengths in seconds."""
    stages = [dict(zip(STAGE_KEYS, stage, strict=True)) for stage in answer.stages]
    return {
        "definition": {
            "name": answer.name, "title": answer.title, "about": answer.about, "object": answer.object_type,
            "by": answer.by, "stages": stages, "version": answer.version,
        },
        "as_at": iso(answer.as_at), "as_known": iso(answer.as_known), "told": iso(answer.told),
        "freshness": [freshness_json(source) for source in answer.freshness],
        "rows": [move_json(side, move) for side in answer.sides for move in side.moves],
        "sides": [side_json(side) for side in answer.sides],
        "standing": {"total": answer.standing_in_all, "cases": [case_json(one) for one in answer.standing], "refused": answer.refused},
        "words": list(answer.words), "notes": list(answer.notes), "journal_version": answer.journal_version,
        "age_ms": answer.age, "synthetic": answer.synthetic,
    }  # fmt: skip


def move_json(side: FlowSide, move: FlowMove) -> dict[str, Any]:
    """One move; ``of``: which of two sides; why it is held back only where it is."""
    said = {name: value for name, value in asdict(move).items() if name != "held" or value}
    return {**({"of": side.label} if side.label else {}), **said}


def side_json(side: FlowSide) -> dict[str, Any]:
    """One side without its moves, which are the rows."""
    said = {name: value for name, value in asdict(side).items() if name != "moves"}
    return {**said, "start": moment_json(side.start), "end": moment_json(side.end)}


def case_json(case: FlowCase) -> dict[str, Any]:
    """One object of a list."""
    columns = {
        name: moment_json(value) if kind in ("instant", "since") else value for name, kind, value in case.columns
    }
    said = {name: value for name, value in asdict(case).items() if name != "columns"}
    return {**said, "since": iso(case.since), "until": moment_json(case.until), "columns": columns}


def moment_json(moment: Any) -> str | None:
    """A moment in ISO 8601; None where there is none."""
    return None if moment is None else iso(Instant(moment))
