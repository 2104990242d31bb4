"""The field's own words: every object and event there must be, with the roles and fields each says it by."""

import pytest

from peeler.definitions.catalogue import Catalogue, load_catalogue
from peeler.definitions.objects import ObjectDefinition
from peeler.terms.identifiers import EventType

CATALOGUE: Catalogue = load_catalogue()

# object -> event -> the words it says, roles and fields alike; † is personal, ? a judgement that may stay unknown.
VOCABULARY = {
    "person_record": """
        described: name† aliases† born† sex ethnicity nationality address† phone† identifiers† markers
        matched: with score by reason
        unmatched:""",
    "contact": """
        received: channel caller text† emergency area team
        thrive_assessed: threat† harm† risk† investigation† vulnerability† engagement† detail grade vulnerable
        recorded_as: as incident investigation""",
    "incident": """
        opened: code grade area
        graded:
        deployed:
        attended:
        closed: disposal
        flagged: flag
        crime_not_recorded: reason
        section_136_used: consulted place
        section_136_reviewed: appropriate? place_suitable?
        triage_advised: advice effect""",
    "stop": """
        made: kind object_of_search outcome linked area age_range ethnicity sex""",
    "investigation": """
        recorded: offence crime_type committed_from committed_to flags area lsoa location by_unit at_first_contact incident
        reclassified: offence
        cancelled: code authority
        flagged: flag
        linked: lead
        screened: route suitable? reason
        allocated: officer team
        held: by reason
        planned: detail
        supervised: kind direction? rank text†
        evidence_gathered: kind by
        submitted_to_cps:
        cps_decided: decision
        disclosure_reviewed:
        outcome_assigned: outcome as_given
        outcome_published: as_given
        completed:
        filed: authority
        reopened: reason""",
    "action": """
        set: kind owner agency due text† investigation incident
        done: by
        not_pursued: reason""",
    "suspect": """
        identified: person foreign_national investigation
        arrested: necessity
        invited: reason
        attended_voluntarily: reason
        interviewed:
        released: route
        charged: offence
        eliminated:
        acro_referred: timing
        immigration_referred:
        immigration_decided: decision
        removed:
        decision_reviewed: in_victims_interest?""",
    "release": """
        bailed: conditions expires_at authority victim_views_sought suspect
        extended: expires_at authority
        varied: conditions
        breached: condition
        breach_actioned: action
        answered:
        failed_to_answer:
        put_under_investigation: suspect
        reviewed:
        ended: how""",
    "wanted": """
        declared: person offence risk investigation
        circulated: reference†
        assigned: owner team operation
        reviewed: risk
        risk_changed: risk
        enquiry_made: kind
        located: how
        cancelled: reason""",
    "victim": """
        identified: person age_band sex vulnerable investigation
        needs_assessed: enhanced
        contact_agreed: every_days method
        contacted: about substance? text†
        informed: about
        interviewed: method
        support_withdrawn: reason
        statement_offered:
        referred_to_support:
        surveyed: by method satisfied score""",
    "witness": """
        identified: investigation
        interviewed: method
        withdrew:""",
    "risk_assessment": """
        submitted: score grade judgement† children_present children_seen children_details† victim perpetrator complete incident
        checked: by_rank
        grade_changed: from to reason by_role""",
    "safeguarding": """
        taken: kind for by incident investigation
        reviewed:
        closed:""",
    "support_plan": """
        opened: person reason team
        risk_set:
        contacted:
        reviewed:
        closed: how""",
    "referral": """
        made: kind team incident
        triaged: priority by_role
        returned: missing
        shared: agency
        accepted: agency
        declined: agency reason
        misdirected:
        closed:""",
    "marac_case": """
        referred: victim perpetrator reason agency
        listed: meeting
        heard:""",
    "disclosure_application": """
        made: route person
        checked:
        met:
        decided: decision
        disclosed:""",
    "order": """
        authorised: kind person follows
        applied_for:
        granted: until
        refused:
        served:
        visited:
        breached:
        ended:""",
    "managed_offender": """
        registered: level
        risk_set: level
        assessed:
        plan_reviewed:
        visited: announced completed
        breached:
        left:""",
    "online_referral": """
        received:
        risk_graded: grade
        actioned:
        device_submitted:
        device_examined:
        closed:""",
    "exchange": """
        requested: agency about
        supplied:
        refused:""",
    "officer": """
        joined: team role
        moved: team
        accredited: scheme level
        trained: course
        appointed: role
        absent:
        returned:
        left:""",
    "team": """
        formed: kind parent
        led: officer
        merged_into:
        closed:""",
    "post": """
        created: role team
        filled:
        vacated:
        removed:""",
    "shift": """
        worked: service team from to staff lent_from""",
    "meeting": """
        held: kind invited attended agenda""",
    "staff_survey": """
        answered: question team score""",
    "recommendation": """
        raised: inspection question kind text repeats
        assigned: owner board
        evidenced: measure
        closed:
        reopened:""",
    "judgment": """
        made: inspection question grade scale basis""",
    "register_risk": """
        raised: register likelihood impact subject
        scored:
        reviewed:
        plan_set:
        closed:""",
    "deployment": """
        considered: kind other_force
        authorised:
        ended:
        debriefed: good_practice improvement""",
    "review": """
        drawn: of sample stratum
        answered: question answer note†
        second_answered: question answer""",
}
BELONGING = {
    "action": {"investigation", "incident", "wanted", "marac_case", "recommendation"}, "suspect": {"investigation"},
    "release": {"suspect"}, "wanted": {"investigation"}, "victim": {"investigation"}, "witness": {"investigation"},
    "risk_assessment": {"incident"}, "safeguarding": {"incident", "investigation"}, "referral": {"incident"},
}  # fmt: skip


def events_of(text: str) -> dict[str, list[str]]:
    """Event -> the words it must say."""
    lines = (line.strip().partition(":") for line in text.strip().splitlines())
    return {verb: words.split() for verb, _, words in lines}


def said_by(definition: ObjectDefinition, verb: str) -> set[str]:
    """The words an event says: roles, words for one of several roles, and fields as the vocabulary marks them."""
    event = definition.events[EventType(f"{definition.name}.{verb}")]
    fields = {
        f"{name}†" if field.personal else f"{name}?" if field.kind == "judgement" else name
        for name, field in event.fields.items()
    }
    return {*event.roles, *event.either, *fields}


def test_there_are_the_objects_of_the_field_and_no_others_but_the_publication() -> None:
    assert set(CATALOGUE.objects) == {*VOCABULARY, "publication"}


@pytest.mark.parametrize("name", VOCABULARY)
def test_an_object_has_the_events_of_the_field_each_saying_what_it_must(name: str) -> None:
    definition, words = CATALOGUE.objects[name], events_of(VOCABULARY[name])
    assert set(definition.file.events) == set(words)
    missing = {verb: sorted(set(said) - said_by(definition, verb)) for verb, said in words.items()}
    assert {verb: said for verb, said in missing.items() if said} == {}


@pytest.mark.parametrize("name", VOCABULARY)
def test_any_object_may_be_restricted(name: str) -> None:
    events = CATALOGUE.objects[name].events
    assert f"{name}.restricted" in events
    assert f"{name}.unrestricted" in events


@pytest.mark.parametrize("name", BELONGING)
def test_members_tell_their_owners_story(name: str) -> None:
    assert BELONGING[name] <= set(CATALOGUE.objects[name].owners.values())


@pytest.mark.parametrize("name", VOCABULARY)
def test_every_object_is_explained_by_worked_examples(name: str) -> None:
    file = CATALOGUE.objects[name].file
    assert file.examples
    assert file.about.strip()
    assert file.authority


def test_work_tells_officers_and_teams_nothing() -> None:
    assert CATALOGUE.objects["officer"].file.hub
    assert CATALOGUE.objects["team"].file.hub


def test_no_attribute_is_a_length_of_time_or_a_personal_field() -> None:
    for definition in CATALOGUE.objects.values():
        for attribute in definition.attributes:
            assert not attribute.name.startswith(("minutes_", "hours_", "days_")), f"{definition.name}.{attribute.name}"
            for part in attribute.inputs:
                field = CATALOGUE.events[part.event].fields.get(str(part.field))
                assert field is None or not field.personal
