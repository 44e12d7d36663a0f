"""The corpus of real and torture mails and documents that lies outside the project: run, measured, compared with its labels."""

import json
import resource
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parents[1]
CORPUS = HERE.parent / "shared" / "corpus"
CHECK = HERE.parent / "shared" / "accept" / "check.py"
QUALIF = Path(sys.executable).with_name("qualif")


@dataclass(slots=True)
class Outcome:
    """What came of a run: objects by file, complaints, seconds a file."""

    objects: dict[str, dict[str, object]] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)
    seconds: float = 0.0


def entries(kind: str) -> list[dict[str, object]]:
    """The entries of the manifest: `mails` or `documents`."""
    listed = json.loads((CORPUS / "manifest.json").read_text(encoding="utf-8"))["items"]
    return [entry for entry in listed if (entry["family"] == "mail") == (kind == "mails")]


def path_of(entry: dict[str, object]) -> Path:
    """The file of an entry."""
    return CORPUS / str(entry["file"])


def examine(paths: list[Path], chunk: int = 25) -> Outcome:
    """Examine files in chunks; a traceback, another exit code or a missing line is a complaint."""
    outcome = Outcome()
    started = time.monotonic()
    for start in range(0, len(paths), chunk):
        part = paths[start : start + chunk]
        done = subprocess.run([QUALIF, "examine", "--json", *part], capture_output=True, text=True, timeout=1800, check=False)
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        if done.returncode or "Traceback" in done.stderr or len(lines) != len(part):
            outcome.complaints.append(f"{part[0]}…: exit {done.returncode}, {len(lines)}/{len(part)} lines, {done.stderr[-400:]}")
        outcome.objects |= {str(path): line for path, line in zip(part, lines, strict=False)}
    outcome.seconds = time.monotonic() - started
    return outcome


def label_complaints(entry: dict[str, object], found: dict[str, object]) -> list[str]:
    """Where the kind of a mail contradicts a label of the corpus."""
    kind, wanted = found["kind"], entry.get("expected")
    machine = kind in ("automatic", "bounce")
    said = []
    if entry.get("no_reply") and not machine:
        said.append(f"{entry['file']}: {kind}, no reply may leave")
    if wanted in ("bounce", "automatic") and kind != wanted:
        said.append(f"{entry['file']}: {kind}, labelled {wanted}")
    if wanted == "human" and machine:
        said.append(f"{entry['file']}: {kind}, labelled human ({found['kind_reason']})")
    return said


def main() -> int:
    """Run the whole corpus and print what was found; 1 when anything is wrong."""
    if not CORPUS.exists():
        print("The corpus lies outside the project and is not here.", file=sys.stderr)
        return 2
    wrong = []
    for kind in ("mails", "documents"):
        listed = entries(kind)
        outcome = examine([path_of(entry) for entry in listed])
        wrong += outcome.complaints
        if kind == "mails":
            for entry in listed:
                if found := outcome.objects.get(str(path_of(entry))):
                    wrong += label_complaints(entry, found)
        print(f"{kind}: {len(outcome.objects)} of {len(listed)} examined in {outcome.seconds:.0f} s")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"peak memory of a process: {peak} MiB")
    print("\n".join(wrong) or "nothing to complain of")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
