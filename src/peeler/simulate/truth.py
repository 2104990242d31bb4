"""What is true of a simulated archive: the counts an independent reading of its files must give."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ForceTruth:
    """The counts of one force in an archive, under the names of the reference counts; months are written YYYY-MM.

    A crime is counted once, by its ID; an outcome once for each Crime ID, month and type; ``last_outcome``,
    ``..._rows`` and ``outcome_types`` count rows. "Without outcome row" means none in any
    of the archive's outcomes files.
    """

    street_rows: int
    asb_rows: int
    crime_rows: int
    outcome_rows: int
    stop_rows: int
    distinct_crime_ids: int
    crime_ids_twice: int  # on more than one row
    exact_duplicate_street_rows: int  # beyond the first of each
    crime_types: Counts
    street_rows_by_month: Counts
    crime_rows_by_month: Counts
    last_outcome: Counts
    outcome_types: Counts
    distinct_outcome_ids: int
    outcome_ids_without_crime: int
    crimes_with_outcome: int
    crimes_by_type_distinct_id: Counts
    crimes_by_month_distinct_id: Counts
    crimes_by_month_and_type_distinct_id: Counts  # "2024-04 Burglary"
    asb_rows_by_month: Counts
    stops_by_file_month: Counts
    distinct_outcomes_id_month_type: int
    distinct_outcomes_by_type: Counts
    distinct_outcomes_by_month: Counts
    under_investigation_without_outcome_row: int
    status_unavailable_without_outcome_row: int
    final_last_outcome_without_outcome_row: int
    traps: Counts


@dataclass(frozen=True, slots=True)
class OpenDataTruth:
    """The truth of a simulated archive; ``archive`` is the name of its ZIP in the directory it was written to."""

    seed: int
    archive: str
    first: str
    newest: str
    crimes_a_month: int
    step: Mapping[str, str | int]
    forces: Mapping[str, ForceTruth]

    def as_json(self) -> str:
        """The truth as indented JSON with sorted keys, newline at the end."""
        return json.dumps(asdict(self), indent=1, sort_keys=True) + "\n"
