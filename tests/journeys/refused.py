"""The quarantine of the invented force: six rows that wait, one of those set aside."""

from peeler.answers.quarantine import AsideCount, QuarantineAnswer, QuarantinedRow, QuarantineQuestion
from peeler.store.records import SetAside
from peeler.terms.clocks import Instant

REASON = "Month is not a month such as 2024-04"
FILE = "2023-04-middleshire-outcomes.csv"


def refused_rows(question: QuarantineQuestion, heard: Instant, hostile: str) -> QuarantineAnswer:
    """The rows that wait or the one set aside; ``hostile`` stands where a person may write what they like."""
    rows: tuple[QuarantinedRow, ...]
    if question.aside:
        rows = (QuarantinedRow(7, "police_uk", FILE, 3, REASON, heard, None, SetAside("anna", hostile, heard)),)
    else:
        rows = tuple(
            QuarantinedRow(n, "police_uk", FILE, None if n == 6 else 10 + n, REASON, heard, hostile if n == 1 else None)
            for n in range(1, 7)
        )
    aside = (AsideCount("anna", hostile, 1),)
    return QuarantineAnswer(question, len(rows), 1, 1, ((REASON, len(rows)),), rows, aside)
