"""The 21 rules, in the contract's order; to add one is a file and a line here."""

from checks.candidate import initial_education, jobseeker, project_validated, recent_funding, resident, support
from checks.deadline import after_start, one_month
from checks.rule import Rule
from checks.session import quota
from checks.submission import complete, duplicate, sender
from checks.training import (
    certification,
    collective,
    company_share,
    cost,
    duration,
    health_social,
    level,
    pace,
    regulatory_only,
)

RULES: tuple[Rule, ...] = (
    after_start.RULE,
    one_month.RULE,
    resident.RULE,
    jobseeker.RULE,
    initial_education.RULE,
    recent_funding.RULE,
    project_validated.RULE,
    support.RULE,
    level.RULE,
    certification.RULE,
    regulatory_only.RULE,
    duration.RULE,
    company_share.RULE,
    pace.RULE,
    collective.RULE,
    health_social.RULE,
    cost.RULE,
    quota.RULE,
    sender.RULE,
    complete.RULE,
    duplicate.RULE,
)
