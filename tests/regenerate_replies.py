"""Writes the golden renderings of every sample reply: `fixtures/replies/<template>/<sample>.{txt,html}`.

It never overwrites: delete what should change, run `python tests/regenerate_replies.py`, and READ what it wrote.
"""

from collections.abc import Iterator
from pathlib import Path

from notify.samples import DESK, samples

FOLDER = Path(__file__).parents[1] / "fixtures" / "replies"


def renderings() -> Iterator[tuple[Path, str]]:
    """Every golden file and what it must hold; the text begins with the subject and the addressees."""
    for sample in samples():
        reply = sample.reply(DESK)
        place = FOLDER / sample.template / sample.name
        head = f"Objet : {reply.subject}\nÀ : {', '.join(reply.to)}\nCopie : {', '.join(reply.cc)}\n\n"
        yield place.with_suffix(".txt"), head + reply.text
        yield place.with_suffix(".html"), reply.html


def main() -> None:
    """Write the files that are not there."""
    for place, text in renderings():
        if place.exists():
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
        print(place.relative_to(FOLDER))


if __name__ == "__main__":
    main()
