"""Named warning signs: whether the measures of each move the way it says, and what that rests on."""

from collections.abc import Iterable, Mapping

from peeler.answers.desk import Desk
from peeler.answers.warning_answer import Evidence, NamedSign
from peeler.answers.warning_series import Looked, moves
from peeler.definitions.warnings import WarningDefinition


def named_signs(desk: Desk, looked: Iterable[Looked]) -> tuple[NamedSign, ...]:
    """Every named sign with its evidence; those that stand first, by harm."""
    wholes = {one.definition.name: one for one in looked}
    found = [named_sign(sign, wholes) for sign in desk.catalogue.warnings.values()]
    return tuple(sorted(found, key=lambda one: (one.stands is not True, one.stands is None, -one.harm, one.name)))


def named_sign(sign: WarningDefinition, wholes: Mapping[str, Looked]) -> NamedSign:
    """One named sign."""
    evidence = tuple(evidence_of(measure, way, wholes.get(measure)) for measure, way in sign.file.signs.items())
    known = [one.met for one in evidence]
    if sign.file.needs == "all":
        stands = False if False in known else None if None in known else True
    else:
        stands = True if True in known else None if None in known else False
    return NamedSign(sign.name, sign.file.title, sign.file.about, sign.file.harm, stands, evidence)


def evidence_of(measure: str, way: str, looked: Looked | None) -> Evidence:
    """Whether one measure moves the way a named sign says."""
    whole = next((series for series in looked.series if not series.group), None) if looked else None
    if looked is None or whole is None:
        return Evidence(measure, measure.replace("_", " "), way, None, "Nothing that can be judged.")
    moved, said = moves(whole)
    return Evidence(measure, looked.definition.file.title, way, None if moved is None else moved == way, said)
