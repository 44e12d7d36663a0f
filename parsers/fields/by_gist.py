"""A label or a question whose very words the vocabulary does not know, told by the words that any wording of it holds.

The last resort, after the texts themselves: a form changes its words with each edition ("Date prévue pour le démarrage de votre
formation"). What holds the word of another matter (a birth, a quote, a test, a contract) is left alone.
"""

from values.vocabulary import Gist, Label, Question, Vocabulary, words

_LONGEST = 30


def label_of(text: str, section: str | None, vocabulary: Vocabulary) -> Label | None:
    """The label that some printed words must be in a section of the form, or None; words that are a decoy are none.

    >>> start = Gist("training.start_date", (("debut", "demarrage"), ("formation",)), ("devis",), reader="dates")
    >>> book = Vocabulary((), {}, (), {}, {}, {}, gists=(start,))
    >>> label_of("Jour prévu pour le démarrage de votre formation :", None, book).key
    'training.start_date'
    >>> label_of("Date du devis de la formation (début)", None, book)
    """
    gist = _held(text, section, vocabulary, asking=False)
    return Label(gist.key, words(text), gist.section, gist.reader, gist.also) if gist else None


def question_of(text: str, section: str | None, vocabulary: Vocabulary) -> Question | None:
    """The question that some printed words must ask, or None; `positive` is False when they ask for the contrary."""
    gist = _held(text, section, vocabulary, asking=True)
    return Question(gist.key, words(text), gist.section, not gist.turned_by(words(text))) if gist else None


def _held(text: str, section: str | None, vocabulary: Vocabulary, asking: bool) -> Gist | None:
    folded = words(text)
    if folded in vocabulary.decoys or len(folded.split()) > _LONGEST:
        return None
    fitting = (gist for gist in vocabulary.gists if (not gist.reader) is asking and gist.section in (None, section))
    return next((gist for gist in fitting if gist.held_by(folded)), None)
