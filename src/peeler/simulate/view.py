"""What the archive of one month shows of one force: a window on its world, with nothing drawn anew."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from peeler.simulate.crime import Crime, Incident
from peeler.simulate.lives import Assigned
from peeler.simulate.places import Force
from peeler.simulate.proportions import LONGEST_LIFE
from peeler.simulate.stops import Stop, stops
from peeler.simulate.world import World, crimes, incidents


@dataclass(frozen=True, slots=True)
class View:
    """One force in an archive of the months ``first`` to ``newest`` (month numbers, both included)."""

    force: Force
    first: int
    newest: int
    crimes: tuple[Crime, ...]  # on the street files
    others: tuple[Crime, ...]  # not on them, though the outcomes files may have rows of them
    incidents: tuple[Incident, ...]
    stops: Mapping[int, tuple[Stop, ...]]  # by the month of their file; empty for a force of street files only

    @property
    def months(self) -> range:
        """The months that have files."""
        return range(self.first, self.newest + 1)

    def published(self, crime: Crime) -> list[Assigned]:
        """What the outcomes files have of a crime, in order of month, once each; the files may repeat a row."""
        if self.force.street_only:
            return []
        return [assigned for assigned in crime.life if assigned.rows and assigned.month in self.months]

    def outcomes(self) -> Iterator[tuple[Crime, Assigned]]:
        """All that the outcomes files have, once for each crime, month and type (a life has no month twice)."""
        return ((crime, one) for crime in (*self.others, *self.crimes) for one in self.published(crime))


def view(world: World, force: Force, first: int, newest: int) -> View:
    """The view of a world that an archive of these months gives."""
    reach = first if force.street_only else first - LONGEST_LIFE
    known = [crime for month in range(reach, newest + 1) for crime in crimes(world, force, month)]
    shown = [crime.month >= first and crime.shown_in(newest) for crime in known]
    months = range(first, newest + 1)
    return View(
        force=force,
        first=first,
        newest=newest,
        crimes=tuple(crime for crime, on_street in zip(known, shown, strict=True) if on_street),
        others=tuple(crime for crime, on_street in zip(known, shown, strict=True) if not on_street),
        incidents=tuple(one for month in months for one in incidents(world, force, month) if one.shown_in(newest)),
        stops={} if force.street_only else {month: tuple(stops(world, force, month)) for month in months},
    )
