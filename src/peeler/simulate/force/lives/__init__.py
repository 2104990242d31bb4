"""What happens in a force, one kind of life a module, in the order in which one follows from another."""

from typing import Final

from peeler.simulate.force.happenings import Life
from peeler.simulate.force.lives.armed import deployments, register_risks
from peeler.simulate.force.lives.assessments import assessments
from peeler.simulate.force.lives.careers import careers
from peeler.simulate.force.lives.conferences import conferences
from peeler.simulate.force.lives.contacts import contacts
from peeler.simulate.force.lives.crimes import crimes
from peeler.simulate.force.lives.disclosures import disclosures
from peeler.simulate.force.lives.exchanges import exchanges
from peeler.simulate.force.lives.findings import findings
from peeler.simulate.force.lives.foreign_nationals import foreign_nationals
from peeler.simulate.force.lives.incidents import incidents
from peeler.simulate.force.lives.inspection_actions import inspection_actions
from peeler.simulate.force.lives.meetings import meetings
from peeler.simulate.force.lives.mental_health import mental_health
from peeler.simulate.force.lives.offenders import offenders
from peeler.simulate.force.lives.online import online_referrals
from peeler.simulate.force.lives.orders import orders
from peeler.simulate.force.lives.outcomes import outcomes
from peeler.simulate.force.lives.people import people
from peeler.simulate.force.lives.posts import posts
from peeler.simulate.force.lives.recording import recording
from peeler.simulate.force.lives.referrals import referrals
from peeler.simulate.force.lives.releases import releases
from peeler.simulate.force.lives.safeguards import safeguards
from peeler.simulate.force.lives.samples import samples
from peeler.simulate.force.lives.series import series
from peeler.simulate.force.lives.shifts import shifts
from peeler.simulate.force.lives.staff import staff
from peeler.simulate.force.lives.supervision import supervision
from peeler.simulate.force.lives.support import support_plans
from peeler.simulate.force.lives.surveys import surveys
from peeler.simulate.force.lives.suspects import suspects
from peeler.simulate.force.lives.victims import victims
from peeler.simulate.force.lives.wanted import wanted
from peeler.simulate.force.lives.witnesses import witnesses

LIVES: Final[tuple[Life, ...]] = (
    people, staff, crimes, incidents, contacts, recording, series, suspects, foreign_nationals, outcomes, releases, supervision, victims, wanted,
    assessments, safeguards, referrals, conferences, disclosures, orders, offenders, online_referrals, mental_health, support_plans,
    careers, posts, shifts, meetings, exchanges, deployments, register_risks, findings, inspection_actions, samples, surveys, witnesses,
)  # fmt: skip
