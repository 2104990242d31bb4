"""One object of the invented force: what is believed of it, and the events it rests on."""

from dataclasses import replace
from datetime import date

from peeler.answers.show import Linked, ShowAnswer, Shown, ShowQuestion, TimelineEvent
from peeler.terms.clocks import start_of_day
from peeler.terms.errors import RequestError, unknown
from tests.journeys.invented_health import HEARD, NOW
from tests.journeys.invented_now import Force


def invented_show(force: Force, question: ShowQuestion) -> ShowAnswer:
    """One object with two events, one of them dead; RequestError where there is none."""
    if question.object_type not in force.catalogue.objects:
        raise unknown("object", question.object_type, force.catalogue.objects)
    if "none" in question.object:
        raise RequestError(f"{question.object_type} '{question.object}': nothing is known of it")
    at = start_of_day(date(2024, 2, 1))
    told = TimelineEvent(
        "police_uk/2024-02/1",
        "investigation.recorded",
        "The crime was recorded.",
        at,
        "month",
        None,
        HEARD,
        "police_uk",
        None,
        "investigation",
        (("crime_type", force.crime_types[0]), ("area", "Middleshire 004B")),
        (("text", None),),
        None,
    )
    dead = replace(
        told,
        id="police_uk/2024-02/2",
        type="investigation.outcome_assigned",
        meaning="",
        at=None,
        precision="unknown",
        dead_from=HEARD,
    )
    state = (
        Shown("status", "word", "open"),
        Shown("recorded_at", "instant", at),
        Shown("flags", "set", ("domestic_abuse",)),
        Shown("held", "since", at),
        Shown("outcomes_file", "yes_no", True, True),
        Shown("team", "word", None),
    )
    return ShowAnswer(
        question,
        "Investigation",
        "A recorded crime.",
        question.at or NOW,
        question.known or NOW,
        "middleshire",
        True,
        False,
        at,
        None if force.empty else state,
        () if force.empty else (told, dead),
        (Linked("publication", "publication", "publication:middleshire/2024-02"),),
        ("Dated to the month only.",), 7,
    )  # fmt: skip
