"""Compares what was thought out for a case (`expected.json`) with one object of `qualif examine --json` (contract §3)."""

import json
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]
CONTAINERS = ("application/zip", "application/x-zip-compressed", "message/rfc822")


def compare(expected: Json, found: Json, *, tables: bool = False) -> list[str]:
    """Every difference, one line each; `tables`: the reference tables of `fixtures/references` are loaded."""
    suffix = "_with_tables" if tables else ""
    return [
        *_head(expected, found),
        *_documents(expected["documents"], found["documents"]),
        *_dossiers(expected["dossiers"], found["dossiers"], suffix),
        *_replies(expected[f"replies{suffix}"], found["replies"]),
        *_masked(expected.get("masked", []), found),
    ]


def _text(value: object) -> str:
    return " ".join(unicodedata.normalize("NFC", str(value)).split())


def _same(wanted: object, got: object) -> bool:
    if isinstance(wanted, bool) or isinstance(got, bool):
        return wanted is got
    if isinstance(wanted, int | float) and isinstance(got, int | float):
        return abs(wanted - got) < 0.005
    return _text(wanted) == _text(got) if isinstance(wanted, str) and isinstance(got, str) else wanted == got


def _head(expected: Json, found: Json) -> Iterator[str]:
    for key in ("kind", "received_at", "received_from"):
        if expected[key] != found[key]:
            yield f"{key}: {found[key]!r}, expected {expected[key]!r}"
    message = found["message"] or {}
    for key, wanted in expected["message"].items():
        if key == "subject" and any(number in wanted for number in expected.get("masked", [])):
            continue
        if not _same(wanted, message.get(key)):
            yield f"message.{key}: {message.get(key)!r}, expected {wanted!r}"


def _documents(expected: list[Json], found: list[Json]) -> Iterator[str]:
    left = list(found)
    for document in expected:
        match = next((d for d in left if _is(document, d)), None)
        if match is None:
            yield f"document {document['name']!r} ({document['type']}) is not there"
            continue
        left.remove(match)
        for key in ("type", "problem"):
            if match[key] != document[key]:
                yield f"document {document['name']!r} {key}: {match[key]!r}, expected {document[key]!r}"
    for document in left:
        if document["type"] != "other" or (document["name"] is not None and document["media_type"] not in CONTAINERS):
            yield f"document {document['name']!r} ({document['type']}) was not expected"


def _is(wanted: Json, document: Json) -> bool:
    if wanted["name"] is None:
        return document["name"] is None and document["type"] == wanted["type"]
    return document["name"] is not None and _text(document["name"]).rpartition("/")[2] == _text(wanted["name"])


def _dossiers(expected: list[Json], found: list[Json], suffix: str) -> Iterator[str]:
    if len(expected) != len(found):
        yield f"{len(found)} dossiers, expected {len(expected)}"
        return
    for place, (wanted, got) in enumerate(zip(expected, found, strict=True)):
        differences = [*_form(wanted, got["form"]), *_own(wanted, got), *_judgement(wanted, got, suffix)]
        yield from (f"dossiers[{place}] {difference}" for difference in differences)


def _form(wanted: Json, form: Json) -> Iterator[str]:
    for key, value in wanted["form"].items():
        if key not in form:
            yield f"{key}: absent, expected {value!r}"
            continue
        reading = form[key]
        if not _same(value, reading["value"]):
            yield f"{key}: {reading['value']!r}, expected {value!r}"
        yield from _details(key, wanted, reading)
    optional = wanted.get("optional", {})
    for key in sorted(form.keys() - wanted["form"].keys()):
        if key not in optional or not _same(optional[key], form[key]["value"]):
            yield f"{key}: {form[key]['value']!r}, is not on the form"


def _details(key: str, wanted: Json, reading: Json) -> Iterator[str]:
    precision = wanted.get("precision", {}).get(key)
    if reading.get("precision") != precision:
        yield f"{key} precision: {reading.get('precision')!r}, expected {precision!r}"
    rivals = {json.dumps(rival["value"]) for rival in reading.get("rivals", [])}
    meant = {json.dumps(value) for value in wanted.get("rivals", {}).get(key, [])}
    if rivals != meant:
        yield f"{key} rivals: {sorted(rivals)}, expected {sorted(meant)}"


def _own(wanted: Json, got: Json) -> Iterator[str]:
    names = {
        _text(d["name"]).rpartition("/")[2]
        for d in got["documents"]
        if d["name"] is not None and d["media_type"] not in CONTAINERS
    }
    meant = {_text(name) for name in wanted["documents"]}
    if names != meant:
        yield f"documents: {sorted(names)}, expected {sorted(meant)}"


def _judgement(wanted: Json, got: Json, suffix: str) -> Iterator[str]:
    meant = wanted[f"findings{suffix}"]
    if [finding["rule"] for finding in got["findings"]] != list(meant):
        yield "findings: not the 21 rules in the order of the table"
    for finding in got["findings"]:
        outcome = meant.get(finding["rule"], "")
        if finding["outcome"] not in outcome.split("|"):
            yield f"{finding['rule']}: {finding['outcome']}, expected {outcome} ({finding['message']})"
    if got["verdict"] not in wanted[f"verdict{suffix}"].split("|"):
        yield f"verdict: {got['verdict']}, expected {wanted[f'verdict{suffix}']}"
    reasons = wanted[f"reasons{suffix}"]
    if reasons is not None and got["reasons"] != reasons:
        yield f"reasons: {got['reasons']}, expected {reasons}"


def _replies(expected: list[Json], found: list[Json]) -> Iterator[str]:
    left = list(found)
    for reply in expected:
        match = next(
            (r for r in left if r["dossier"] == reply["dossier"] and r["template"] in reply["template"].split("|")), None
        )
        if match is None:
            yield f"no reply {reply['template']} for dossier {reply['dossier']}"
            continue
        left.remove(match)
        for key in ("to", "cc", "hold_reason"):
            if _addresses(match[key]) != _addresses(reply[key]):
                yield f"reply {reply['template']} {key}: {match[key]!r}, expected {reply[key]!r}"
    yield from (f"a reply {reply['template']} for dossier {reply['dossier']} was not expected" for reply in left)


def _addresses(value: object) -> object:
    return Counter(address.lower() for address in value) if isinstance(value, list) else value


def _masked(numbers: list[str], found: Json) -> Iterator[str]:
    bare = "".join(c for c in json.dumps(found, ensure_ascii=False) if c.isalnum())
    yield from ("a number that must be masked is there" for number in numbers if number in bare)
