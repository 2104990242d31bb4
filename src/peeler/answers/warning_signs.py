"""Warning signs: every new signal in the catalogue's measures and their breakdowns once, and the signs that have names."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace

from peeler.answers.access import note
from peeler.answers.desk import Desk
from peeler.answers.figure_words import Style, value_words
from peeler.answers.named_signs import named_signs
from peeler.answers.policy import policies_of
from peeler.answers.remembering import Remembering
from peeler.answers.verdicts import PERIOD
from peeler.answers.warning_answer import (
    Group,
    NamedSign,
    PartSign,
    WarningsAnswer,
    WarningSign,
    WarningsQuestion,
)  # fmt: skip
from peeler.answers.warning_series import Looked, Series, series_of_measure
from peeler.definitions.measures import MeasureDefinition
from peeler.measures.signals import Signal
from peeler.terms.clocks import london
from peeler.terms.errors import RequestError, unknown
from peeler.terms.viewers import Viewer

HARM = "harm"
SMALL, ROUNDING = 10, 1e-9
USUAL = 2  # the harm behind an object that the look-up does not name
WAYS = {("outside", "high"): "above its usual swing", ("outside", "low"): "below its usual swing"}
RULE = {
    "trend": "seven {unit}s each {more} than the one before", "shift": "seven {unit}s in a row {above} their mean",
    "two_of_three": "two of three {unit}s near the {end} end of the usual swing",
}  # fmt: skip


def warning_signs(desk: Desk, viewer: Viewer, question: WarningsQuestion) -> WarningsAnswer:
    """The warning signs for a viewer; measures they may not see are left out, and named as such.

    They are of whole periods, which late and corrected records alone can change, so they are worked out once an hour and
    not at each event; ``as_at`` says when. While history is being loaded they follow it.
    """
    note(desk, viewer, "warning_signs", asdict(question))
    policies_of(desk.catalogue, viewer)
    for name in question.measures:
        if name not in desk.catalogue.measures:
            raise unknown("measure", name, desk.catalogue.measures)
    with desk.one_version() as still, still.reading() as reading:
        wanted = [one for name, one in still.catalogue.measures.items() if name in (question.measures or [name])]
        types = sorted({part.object.name for one in wanted for part in one.made_of}) if still.loading else []
        hour = london(still.now).replace(minute=0, second=0, microsecond=0)
        key = ("warning signs", still.catalogue.version, viewer.roles, question, hour, bool(still.loading))
        (row,) = reading.once(types, key, lambda: [(answered(still, viewer, reading, question, wanted),)])
        answer: WarningsAnswer = row[0]
        return answer


def answered(
    desk: Desk, viewer: Viewer, reading: Remembering, question: WarningsQuestion, wanted: list[MeasureDefinition]
) -> WarningsAnswer:
    """The answer itself, worked out anew."""
    looked, not_looked_at = look(desk, viewer, reading, question, wanted)
    harms = harm_of(desk, looked)
    signs = ordered(told_once([sign for one in looked if (sign := sign_of(one, harms)) is not None], looked))
    chances = [chance for one in looked for series in one.series if (chance := series.chance) is not None]
    concerns = tuple(sign for sign in signs if sign.signal.meaning != "improvement")
    better = tuple(sign for sign in signs if sign.signal.meaning == "improvement")
    named = named_signs(desk, looked)
    notes = (
        "A signal is new where the newest whole period gives it and the one before did not.",
        "Limits are those of all periods before it since the last change of law or recording.",
        "Series overlap (a whole and its parts), so false signals come in bunches; how many chance makes is an average.",
    )
    return WarningsAnswer(
        question, concerns, better, named, len(chances), sum(chances), tuple(not_looked_at),
        words(concerns, better, named, chances), notes, desk.moment(question.at),
        reading.version, desk.synthetic,
    )  # fmt: skip


def look(
    desk: Desk, viewer: Viewer, reading: Remembering, question: WarningsQuestion, wanted: Iterable[MeasureDefinition]
) -> tuple[list[Looked], list[tuple[str, str]]]:
    """Every series of the measures wanted; and those that could not be looked at, with why."""
    looked, left_out = [], []
    for definition in wanted:
        try:
            series = tuple(series_of_measure(desk, viewer, reading, definition, question))
        except RequestError as refusal:
            left_out.append((definition.name, str(refusal)))
            continue
        if any(one.chance is not None for one in series):
            looked.append(Looked(definition, series))
        elif series:
            looked.append(Looked(definition, series))
            left_out.append((definition.name, "too few whole periods yet"))
        else:
            left_out.append((definition.name, "nothing that can be judged"))
    return looked, left_out


def harm_of(desk: Desk, looked: Iterable[Looked]) -> Mapping[str, int]:
    """The harm behind each measure: its own or its object's in the look-up, or more where a named sign says so."""
    look_up = desk.catalogue.look_ups.get(HARM)
    entries = look_up.entries if look_up is not None else {}
    found = {}
    for one in looked:
        name = one.definition.name
        own = int(entries.get(name, entries.get(one.definition.object.name, USUAL)))
        found[name] = max(
            [own, *(sign.file.harm for sign in desk.catalogue.warnings.values() if name in sign.file.signs)]
        )
    return found


def sign_of(one: Looked, harms: Mapping[str, int]) -> WarningSign | None:
    """The one sign of a measure: that of the whole, else that of its strongest group; None where no series gives any."""
    found = [(series, signal) for series in one.series if (signal := series.signal) is not None]
    if not found:
        return None
    main, signal = next((pair for pair in found if not pair[0].group), max(found, key=lambda pair: pair[1].strength))
    newest, file = main.newest, one.definition.file
    parts = [
        PartSign(series.group, other)
        for series, other in sorted(found, key=lambda pair: -pair[1].strength)
        if series.group and series is not main and (series.newest.period, other.way) == (newest.period, signal.way)
    ]
    style = main.how.kind.style
    return WarningSign(
        one.definition.name, file.title, file.unit, style, main.how.every, newest.period, newest.last, main.group, signal,
        tuple(parts), harms[one.definition.name], (), sign_words(file.title, main, signal),
    )  # fmt: skip


def told_once(signs: Iterable[WarningSign], looked: Iterable[Looked]) -> list[WarningSign]:
    """The signs without those of measures that count the very same as one before them."""
    counts = {one.definition.name: numbers(one) for one in looked}
    kept: dict[object, WarningSign] = {}
    for sign in signs:
        key = (sign.period, sign.signal.way, sign.dimensions, counts[sign.measure])
        first = kept.get(key)
        kept[key] = sign if first is None else replace(first, same_as=(*first.same_as, sign.measure))
    return list(kept.values())


def numbers(one: Looked) -> tuple[object, ...]:
    """What a measure as a whole counts, period by period."""
    whole = next((series for series in one.series if not series.group), None)
    return () if whole is None else tuple((row.period, row.row.numerator or row.row.value) for row in whole.rows)


def ordered(signs: Iterable[WarningSign]) -> list[WarningSign]:
    """By harm, then concern before what is neither good nor bad, then strength."""
    return sorted(
        signs, key=lambda one: (-one.harm, one.signal.meaning != "concern", -one.signal.strength, one.measure)
    )


def sign_words(title: str, series: Series, signal: Signal) -> str:
    """A sign as a sentence."""
    unit, group = PERIOD[series.how.every], group_words(series.group)
    high = signal.way == "high"
    said = WAYS.get((signal.rule, signal.way)) or RULE[signal.rule].format(
        unit=unit,
        more="higher" if high else "lower",
        above="above" if high else "below",
        end="upper" if high else "lower",
    )
    newest, style = series.newest, series.how.kind.style
    value = value_words(newest.row.value, style)
    seasoned = newest.row.value is not None and abs(signal.value - newest.row.value) > ROUNDING * abs(signal.value)
    without = f"; without its season {mean_words(signal.value, style)}" if seasoned else ""
    usual = f"mean {mean_words(signal.centre, style)}"
    return f"{title}{group}: {value} in the {unit} from {newest.period}{without}, {said} ({usual})."


def mean_words(value: float, style: Style) -> str:
    """A mean: of small counts with a decimal."""
    return f"{value:,.1f}" if style == "count" and abs(value) < SMALL else value_words(value, style)


def group_words(group: Group) -> str:
    """A group as it stands behind a title; nothing for the whole."""
    return "".join(f", {name.replace('_', ' ')} {value}" for name, value in group)


def words(
    concerns: tuple[WarningSign, ...],
    better: tuple[WarningSign, ...],
    named: tuple[NamedSign, ...],
    chances: list[float],
) -> tuple[str, ...]:
    """The answer in sentences, the most important first."""
    standing = [one.title for one in named if one.stands]
    said = [f"Standing: {'; '.join(standing)}."] if standing else []
    new = f"{len(concerns)} new warning sign{'' if len(concerns) == 1 else 's'}" if concerns else "No new warning sign"
    said.append(f"{new}, and {len(better)} for the better, in {len(chances):,} series.")
    said.append(
        f"Chance alone would make up to about {sum(chances):,.0f} in so many series though nothing had changed."
    )
    return tuple(said)
