"""How many of each trap of the published files a view holds."""

from collections import Counter
from itertools import chain

from peeler.simulate.crime import Crime
from peeler.simulate.months import month_text
from peeler.simulate.places import NO_LOCATION, OUTSIDE, Place
from peeler.simulate.proportions import CHARGED, OLD_WORDS
from peeler.simulate.stops import Stop
from peeler.simulate.traps import Trap
from peeler.simulate.truth import Counts
from peeler.simulate.view import View

_OLD = frozenset(OLD_WORDS.values())


def planted_traps(view: View) -> Counts:
    """The number of each trap by name: in the street, outcomes and stop files, and between archives."""
    return {**_street(view), **_outcomes(view), **_stops(view), **_between_archives(view)}


def identical_incidents(view: View) -> int:
    """Rows of anti-social behaviour that are whole copies of another of their month: incidents all the same."""
    return len(view.incidents) - len({(incident.month, incident.place) for incident in view.incidents})


def _street(view: View) -> Counts:
    places = Counter(_street_places(view))
    words = [crime.last_outcomes(view.newest) for crime in view.crimes]
    return {
        "identical_asb_rows": identical_incidents(view),
        "crime_ids_on_two_rows": sum(crime.rows == 2 for crime in view.crimes),
        "crime_ids_on_three_rows": sum(crime.rows == 3 for crime in view.crimes),
        "crime_ids_with_differing_last_outcomes": sum(len(set(some)) > 1 for some in words),
        "old_wording_street_rows": sum(word in _OLD for word in chain.from_iterable(words)),
        "street_rows_without_location": places[NO_LOCATION],
        "street_rows_outside_the_force": sum(places[place] for place in OUTSIDE),
    }


def _street_places(view: View) -> list[Place]:
    crimes = (place for crime in view.crimes for place in crime.places(view.newest))
    return [*crimes, *(incident.place for incident in view.incidents)]


def _outcomes(view: View) -> Counts:
    rows, old = Counter[str](), 0
    for crime, assigned in view.outcomes():
        rows[crime.identity] += assigned.rows
        old += assigned.rows * (crime.trap is Trap.OLD_WORDS)
    return {
        "exact_duplicate_outcome_rows": sum(assigned.rows - 1 for _, assigned in view.outcomes()),
        "most_outcome_rows_of_one_id": max(rows.values(), default=0),
        "outcomes_before_their_crime": sum(_early(view, crime) for crime in view.crimes),
        "crimes_charged_and_named_otherwise_in_street": sum(_charged(view, crime) for crime in view.crimes),
        "old_wording_outcome_rows": old,
    }


def _early(view: View, crime: Crime) -> int:
    return sum(assigned.month < crime.month for assigned in view.published(crime))


def _charged(view: View, crime: Crime) -> bool:
    published = view.published(crime)
    return bool(published) and published[-1].outcome == CHARGED


def _stops(view: View) -> Counts:
    stops = [(month, stop) for month, some in view.stops.items() for stop in some]
    return {
        "stops_without_coordinates": sum(not stop.latitude for _, stop in stops),
        "stops_dated_before_their_month": sum(_before(month, stop) for month, stop in stops),
        "identical_stop_rows": len(stops) - len(set(stops)),
    }


def _before(month: int, stop: Stop) -> bool:
    return stop.date[:7] < month_text(month)


def _between_archives(view: View) -> Counts:
    """What earlier archives showed otherwise, of the months this one shows."""
    changed = Counter(crime.trap for crime in (*view.others, *view.crimes) if view.first <= crime.month <= view.newest)
    held = Counter(crime.trap for crime in view.crimes if view.newest < crime.changed_at)
    return {
        "crimes_with_corrected_place": changed[Trap.CORRECTED] - held[Trap.CORRECTED],
        "crimes_withdrawn": changed[Trap.WITHDRAWN] - held[Trap.WITHDRAWN],
    }
