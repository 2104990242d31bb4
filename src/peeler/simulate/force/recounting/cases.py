"""Crimes as their records stand at the end of the history, with what their suspects, victims and lines of enquiry add."""

from dataclasses import dataclass
from typing import Final

from peeler.simulate.force.happenings import Truth
from peeler.simulate.force.lives.offences import NO_SUSPECT, OFFENCES, OUTCOMES
from peeler.simulate.force.lives.recording import ROUTES
from peeler.simulate.force.recounting.stories import Heard, Story, names, stories

OF_CRIMES: Final = tuple(
    f"investigation.{verb}"
    for verb in (
        "recorded", "reclassified", "cancelled", "linked", "screened", "held", "allocated", "planned", "supervised",
        "evidence_gathered", "disclosure_reviewed", "outcome_assigned", "completed", "filed", "reopened",
    )
)  # fmt: skip
_DETAIL: Final = ("none", "brief", "full")


@dataclass(slots=True)
class Case:
    """A crime as its record stands: moments are None where the record has none."""

    place: int
    recorded: int
    domestic: bool
    offence: str
    crime_type: str
    hate: bool
    cancelled: bool = False
    cancelled_at: int | None = None
    completed: int | None = None
    filed: bool = False
    outcome: str | None = None
    outcome_at: int | None = None
    route: str | None = None
    allocated: int | None = None
    held: int | None = None
    plan: str | None = None
    supervisions: int = 0
    filmed: bool = False
    victim_gathered: bool = False
    disclosed: int | None = None
    lines_set: int = 0
    lines_ended: int = 0
    lines_by_victim: int = 0
    suspects: int = 0
    arrests: int = 0
    voluntary: int = 0
    dealt: int | None = None
    charged: int | None = None
    withdrew: bool = False
    vulnerable: bool = False
    safeguarded: bool = False

    @property
    def open(self) -> bool:
        """Whether it is being worked on."""
        return not self.cancelled and not self.filed and self.completed is None

    @property
    def lines_open(self) -> bool:
        """Whether a line of enquiry was neither followed nor given up."""
        return self.lines_set > self.lines_ended

    @property
    def suspected(self) -> bool | None:
        """Whether there is a suspect: one was named, or the outcome says so; None where it does not say."""
        if self.suspects:
            return True
        return None if self.outcome is None or self.outcome == "20" else self.outcome not in NO_SUSPECT


def cases(truth: Truth, heard: Heard | None, crimes: list[Story], suspects: list[Story]) -> list[Case]:
    """Every crime whose recording is told; ``crimes`` and ``suspects`` are what happened to each of all of them."""
    found: dict[int, Case] = {}
    for place, story in enumerate(crimes):
        recorded = [one.at for one in story if one.kind == "recorded"]
        if recorded:
            found[place] = _recorded(truth, place, recorded[0])
            _stand(truth, found[place], story)
    _suspected(truth, found, suspects)
    _victims(truth, found, heard)
    _lines(truth, found, heard)
    of = truth.things["safeguarding"].ints("crime").tolist()
    for place, story in enumerate(stories(truth, ("safeguarding.taken",), names(truth, "safeguarding"), heard)):
        if story and of[place] in found:
            found[of[place]].safeguarded = True
    return list(found.values())


def _recorded(truth: Truth, place: int, at: int) -> Case:
    crime = truth.things["crime"]
    offence = OFFENCES[crime.ints("offence")[place]]
    domestic, hate = (bool(crime.ints(name)[place]) for name in ("domestic", "hate"))
    return Case(place, at, domestic, offence.code, offence.crime_type, hate)


def _stand(truth: Truth, case: Case, story: Story) -> None:
    """How the record stands after what happened to the crime itself."""
    evidence = truth.of("investigation.evidence_gathered").words("kind").words
    for one in story:
        if one.kind == "reclassified":
            case.offence, case.crime_type = (
                OFFENCES[one.facts["offence"]].code,
                OFFENCES[one.facts["offence"]].crime_type,
            )
        elif one.kind == "screened":
            case.route = ROUTES[one.facts["route"]]
        elif one.kind == "planned":
            case.plan = _DETAIL[one.facts["detail"]]
        elif one.kind == "supervised":
            case.supervisions += one.copies
        elif one.kind == "evidence_gathered":
            case.filmed = case.filmed or evidence[one.facts["kind"]] == "body_worn_video"
            case.victim_gathered = case.victim_gathered or one.facts["by"] == 1
        elif one.kind == "outcome_assigned":
            case.outcome, case.outcome_at = OUTCOMES[one.facts["outcome"]], one.at
        else:
            _moved(case, one.kind, one.at)


def _moved(case: Case, kind: str, at: int) -> None:
    """What lasts until something else happens."""
    if kind == "allocated":
        case.allocated, case.held = at if case.allocated is None else case.allocated, None
    elif kind == "held":
        case.held = at if case.held is None else case.held
    elif kind == "completed":
        case.completed = at if case.completed is None else case.completed
    elif kind == "disclosure_reviewed":
        case.disclosed = at if case.disclosed is None else case.disclosed
    elif kind == "reopened":
        case.cancelled, case.cancelled_at, case.completed, case.filed = False, None, None, False
    elif kind == "cancelled":
        case.cancelled, case.cancelled_at = True, at if case.cancelled_at is None else case.cancelled_at
    elif kind == "filed":
        setattr(case, kind, True)


def _suspected(truth: Truth, found: dict[int, Case], suspects: list[Story]) -> None:
    """What was done with its suspects; of who was never named in it the record knows nothing."""
    for of, story in zip(truth.things["suspect"].ints("crime").tolist(), suspects, strict=True):
        case, kinds = found.get(of), [one.kind for one in story]
        if case is None or "identified" not in kinds:
            continue
        case.suspects += 1
        case.arrests += kinds.count("arrested")
        case.voluntary += kinds.count("attended_voluntarily")
        met = [one.at for one in story if one.kind in ("arrested", "attended_voluntarily", "released", "charged")]
        charged = [one.at for one in story if one.kind == "charged"]
        case.dealt = min([*met, *([case.dealt] if case.dealt is not None else [])], default=None)
        case.charged = min([*charged, *([case.charged] if case.charged is not None else [])], default=None)


def _victims(truth: Truth, found: dict[int, Case], heard: Heard | None) -> None:
    """Whether a victim is vulnerable, or no longer supports the case; where no victim is named, nobody is vulnerable."""
    victim = truth.things["victim"]
    of, vulnerable = victim.ints("crime").tolist(), victim.ints("vulnerable").tolist()
    told = stories(truth, ("victim.identified", "victim.support_withdrawn"), names(truth, "victim"), heard)
    for place, story in enumerate(told):
        case, kinds = found.get(of[place]), {one.kind for one in story}
        if case is not None and "identified" in kinds:
            case.vulnerable = case.vulnerable or bool(vulnerable[place])
            case.withdrew = case.withdrew or "support_withdrawn" in kinds


def _lines(truth: Truth, found: dict[int, Case], heard: Heard | None) -> None:
    """Lines of enquiry set, and ended: followed, by the police or the victim, or given up."""
    of = truth.things["line"].ints("crime").tolist()
    told = stories(truth, ("action.set", "action.done", "action.not_pursued"), names(truth, "action"), heard)
    for place, story in enumerate(told):
        case = found.get(of[place])
        if case is None or not any(one.kind == "set" for one in story):
            continue
        for one in story:
            case.lines_set += one.copies * (one.kind == "set")
            case.lines_ended += one.copies * (one.kind != "set")
            case.lines_by_victim += one.copies * (one.kind == "done" and one.facts["by"] == 1)
