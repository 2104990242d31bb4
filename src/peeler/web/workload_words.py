"""Who holds what, in sentences: the whole and its parts, where most of it lies, what moved, and the load."""

from peeler.answers.workload.answer import Part, WorkloadAnswer
from peeler.web.moments import begun, moment_text
from peeler.web.numbers import decimal, whole

NOT_TOLD = "How many there are may not be told."


def verdict(answer: WorkloadAnswer) -> tuple[str, tuple[str, ...]]:
    """The answer as a sentence, and what must be known of it."""
    noun, grid = answer.definition.noun, answer.grid
    if answer.whole.count is None:
        return NOT_TOLD, ()
    if not answer.whole.count:
        nothing = (
            f"No {noun} stand open"
            if not answer.whole.unknown
            else f"Of {whole(answer.whole.unknown)} {noun} it is not known"
        )
        return f"{nothing}.", ()
    jobs = f" in {whole(answer.whole.count)} jobs" if answer.question.count == "jobs" else ""
    said = f"{begun(noun)}{jobs} stand open" if jobs else f"{whole(answer.whole.count)} {noun} stand open"
    parts = [
        part_words(part) for part in sorted(answer.parts, key=lambda one: -(one.tally.count or 0)) if part.tally.count
    ]
    first = f"{said}: {joined(parts)}." if parts else f"{said}."
    lines = [line for line in grid.lines if line.whole.count is not None]
    if len(lines) > 1:
        top = max(lines, key=lambda line: line.whole.count or 0)
        first += f" The most, {whole(top.whole.count or 0)}: {top.place.label[:1].lower()}{top.place.label[1:]}."
    return first, tuple(certainty(answer))


def certainty(answer: WorkloadAnswer) -> list[str]:
    """What is unknown, what is weighed, and of which moment it is."""
    said = []
    if answer.whole.unknown:
        said.append(f"Of {whole(answer.whole.unknown)} more the sources do not say whether they stand open.")
    weighed = answer.grid.whole
    if weighed.weight is not None:
        said.append(
            f"Weighed by harm: {whole(weighed.weight)} days, without {whole(weighed.weightless or 0)} that have no weight."
        )
    if answer.question.at is None:
        said.append(f"As last heard of, {moment_text(answer.as_at)}.")
    return said


def part_words(part: Part) -> str:
    """``163 with nobody``."""
    label = part.place.label
    return f"{whole(part.tally.count or 0)} {label[:1].lower()}{label[1:]}"


def joined(parts: list[str]) -> str:
    """``one, two and three``."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def moved_words(answer: WorkloadAnswer) -> str:
    """What moved over the four weeks, in a sentence."""
    if answer.movement is None:
        return ""
    moved = answer.movement.whole
    change = moved.now - moved.before
    came = f"In the last four weeks {whole(moved.arrived)} came in and {whole(moved.completed)} were done"
    ends = (
        "as many as before"
        if change == 0
        else f"{whole(abs(change))} {'more' if change > 0 else 'fewer'} than four weeks ago"
    )
    handed = f"{whole(moved.handed_on)} went from one {answer.movement.axis.title.lower()} to another"
    return f"{came}: there are {ends}. {handed}{'' if not answer.movement.axis.ages else ', as they grew older'}."


def load_words(answer: WorkloadAnswer) -> str:
    """The load for each who is available, in a sentence."""
    staffing = answer.staffing
    if staffing is None or staffing.whole.each is None:
        return ""
    loaded = [line for line in staffing.lines if line.each is not None]
    said = f"There are {decimal(staffing.whole.each)} {answer.definition.noun} for each of the {whole(staffing.whole.available)} who are available."
    if len(loaded) > 1:
        top = max(loaded, key=lambda line: line.each or 0)
        said += f" The most, {decimal(top.each or 0)}: {top.place.label}."
    wrong = staffing.whole.mismatched
    if staffing.whole.needing and wrong is not None:
        below = f"{whole(wrong)} {'stands' if wrong == 1 else 'stand'}" if wrong else "none stands"
        said += f" Of {whole(staffing.whole.needing)} that need {staffing.level.lower()}, {below} with an officer not known to have it."
    return said
