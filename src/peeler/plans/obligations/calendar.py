"""The days of a calendar as a table, each with how many working days there are up to it."""

from datetime import date

from peeler.terms.working_days import WorkingDays

SPARE = 8  # years beyond the last day asked about, so that no limit runs off the table


def working_table(calendar: WorkingDays, last: date) -> str:
    """(day, works, place): every day from the calendar's first, beyond its last one Saturdays and Sundays left out alone."""
    holidays = ", ".join(f"date '{day.isoformat()}'" for day in sorted(calendar.holidays))
    end = date(min(last.year + SPARE, 2_300), 12, 31)
    return f"""
        select day, works, sum(case when works then 1 else 0 end) over (order by day) as place from (
            select day, isodow(day) < 6 and not list_contains([{holidays}], day) as works from (
                select cast(unnest(generate_series(
                    timestamp '{calendar.first.isoformat()}', timestamp '{end.isoformat()}', interval 1 day)) as date) as day))"""
