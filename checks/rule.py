"""A rule: what it asks for, and how it judges once that is there and can be trusted.

The order is the regulation's: `missing`, a needed field that is absent; then `unsure`, a needed field that is doubtful; only
then the judge. The two deadline rules weigh the doubt themselves (`weighs_doubt`): regulation.md, « A date that is sure ».
"""

from collections.abc import Callable
from dataclasses import dataclass

from values.dossier import Dossier
from values.facts import Facts
from values.field_names import FIELD_NAMES
from values.finding import Finding, Outcome
from values.form import Form

Need = str | tuple[str, ...]
"""A key of the form, or several of which any one will do."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a judge says: `fields` are those it rests on besides the rule's needs; for `missing`, those that are absent."""

    outcome: Outcome
    message: str
    fields: tuple[str, ...] = ()
    wanted: tuple[str, ...] = ()


def ok(message: str, *fields: str) -> Judgement:
    """The condition is met."""
    return Judgement(Outcome.PASS, message, fields)


def fail(message: str, *fields: str) -> Judgement:
    """The condition is not met, on values that are sure."""
    return Judgement(Outcome.FAIL, message, fields)


def unsure(message: str, *fields: str) -> Judgement:
    """A person must look."""
    return Judgement(Outcome.UNSURE, message, fields)


def not_applicable(message: str, *fields: str) -> Judgement:
    """There is nothing to ask."""
    return Judgement(Outcome.NOT_APPLICABLE, message, fields)


def missing(*fields: str, wanted: tuple[str, ...] = ()) -> Judgement:
    """These fields are absent and must be asked for; `wanted` says it otherwise than by the fields' names."""
    names = wanted or tuple(FIELD_NAMES[key] for key in fields)
    return Judgement(Outcome.MISSING, f"Il manque {_listed(names)}.", fields, names)


def _listed(names: tuple[str, ...]) -> str:
    return " et ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def lacking(form: Form, *needs: Need) -> Judgement | None:
    """`missing` when a need has none of its fields in the form, naming the first of each; else None."""
    absent = tuple(group[0] for group in map(_group, needs) if not any(key in form for key in group))
    return missing(*absent) if absent else None


def doubtful(form: Form, *needs: Need) -> Judgement | None:
    """`unsure` when none of the fields found for a need is sure; else None. An absent field is not doubtful."""
    groups = [tuple(key for key in _group(need) if key in form) for need in needs]
    weak = tuple(key for group in groups if not any(map(form.sure, group)) for key in group)
    return unsure("À vérifier : " + " ; ".join(why_doubtful(form, key) for key in weak) + ".", *weak) if weak else None


def why_doubtful(form: Form, key: str) -> str:
    """In a few words, why a field that was found is not sure."""
    disputed = bool(form.readings[key].rivals)
    why = "les documents ne disent pas la même chose" if disputed else "la lecture n'est pas certaine"
    return f"{FIELD_NAMES[key]} ({why})"


def _group(need: Need) -> tuple[str, ...]:
    return (need,) if isinstance(need, str) else need


def nothing_before(dossier: Dossier, facts: Facts) -> Judgement | None:
    """The usual `first` of a rule: nothing is asked before the needs."""
    return None


@dataclass(frozen=True, slots=True)
class Rule:
    """One of the 21 rules. `cites` is a key of the regulation's articles; `first` may settle before the needs are looked at."""

    id: str
    cites: str
    judge: Callable[[Dossier, Facts], Judgement]
    needs: tuple[Need, ...] = ()
    weighs_doubt: bool = False
    first: Callable[[Dossier, Facts], Judgement | None] = nothing_before

    def examine(self, dossier: Dossier, facts: Facts) -> Finding:
        """The finding on one dossier, with its citation and the fields that it rests on."""
        said = self._settled(dossier, facts) or self.judge(dossier, facts)
        citation = facts.regulation.articles[self.cites].citation
        return Finding(self.id, said.outcome, said.message, citation, self._evidence(said, dossier.form), said.wanted)

    def _settled(self, dossier: Dossier, facts: Facts) -> Judgement | None:
        doubt = None if self.weighs_doubt else doubtful(dossier.form, *self.needs)
        return self.first(dossier, facts) or lacking(dossier.form, *self.needs) or doubt

    def _evidence(self, said: Judgement, form: Form) -> tuple[str, ...]:
        if said.outcome is Outcome.MISSING:
            return tuple(dict.fromkeys(said.fields))
        keys = (key for need in self.needs for key in _group(need))
        return tuple(key for key in dict.fromkeys((*keys, *said.fields)) if key in form)
