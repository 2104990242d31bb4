"""Counts the truth of a view from its crimes and their lives, never from the files written of it."""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from peeler.simulate.months import month_text
from peeler.simulate.planted import identical_incidents, planted_traps
from peeler.simulate.proportions import ANTI_SOCIAL, STATUS_UNAVAILABLE, UNDER_INVESTIGATION
from peeler.simulate.truth import Counts, ForceTruth
from peeler.simulate.view import View


def count_truth(view: View) -> ForceTruth:
    """The counts of one force in an archive."""
    crimes, incidents = view.crimes, view.incidents
    rows = [crime for crime in crimes for _ in range(crime.rows)]
    outcomes, unresolved = list(view.outcomes()), _without_outcome_row(view)
    return ForceTruth(
        street_rows=len(incidents) + len(rows),
        asb_rows=len(incidents),
        crime_rows=len(rows),
        outcome_rows=sum(assigned.rows for _, assigned in outcomes),
        stop_rows=sum(len(stops) for stops in view.stops.values()),
        distinct_crime_ids=len(crimes),
        crime_ids_twice=sum(crime.rows > 1 for crime in crimes),
        exact_duplicate_street_rows=identical_incidents(view),
        crime_types=_tally([*(crime.crime_type for crime in rows), *(ANTI_SOCIAL for _ in incidents)]),
        street_rows_by_month=_by_month([*(crime.month for crime in rows), *(one.month for one in incidents)]),
        crime_rows_by_month=_by_month(crime.month for crime in rows),
        last_outcome=_tally(word for crime in crimes for word in crime.last_outcomes(view.newest)),
        outcome_types=_tally(crime.worded(one.outcome) for crime, one in outcomes for _ in range(one.rows)),
        distinct_outcome_ids=len({crime.identity for crime, _ in outcomes}),
        outcome_ids_without_crime=sum(bool(view.published(crime)) for crime in view.others),
        crimes_with_outcome=len(crimes) - unresolved.total(),
        crimes_by_type_distinct_id=_tally(crime.crime_type for crime in crimes),
        crimes_by_month_distinct_id=_by_month(crime.month for crime in crimes),
        crimes_by_month_and_type_distinct_id=_tally(f"{month_text(one.month)} {one.crime_type}" for one in crimes),
        asb_rows_by_month=_by_month(incident.month for incident in incidents),
        stops_by_file_month={month_text(month): len(stops) for month, stops in view.stops.items()},
        distinct_outcomes_id_month_type=len(outcomes),
        distinct_outcomes_by_type=_tally(crime.worded(one.outcome) for crime, one in outcomes),
        distinct_outcomes_by_month=_by_month(one.month for _, one in outcomes),
        under_investigation_without_outcome_row=unresolved[UNDER_INVESTIGATION],
        status_unavailable_without_outcome_row=unresolved[STATUS_UNAVAILABLE],
        final_last_outcome_without_outcome_row=unresolved[_FINAL],
        traps=planted_traps(view),
    )


_FINAL: Final = "final"


def _without_outcome_row(view: View) -> Counter[str]:
    """The crimes the outcomes files do not speak of, by what the street file says of them."""
    open_words = (UNDER_INVESTIGATION, STATUS_UNAVAILABLE)
    silent = (crime for crime in view.crimes if not view.published(crime))
    words = (crime.last_outcome(view.newest) for crime in silent)
    return Counter(word if word in open_words else _FINAL for word in words)


def _tally(words: Iterable[str]) -> Counts:
    return dict(sorted(Counter(words).items()))


def _by_month(months: Iterable[int]) -> Counts:
    return _tally(month_text(month) for month in months)
