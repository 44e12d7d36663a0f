"""The words of the forms, as data: which label names which field, in which section, which words mean which value."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Label:
    """A printed label and the field it names.

    `text` is folded (`values.fold.fold`). `section` restricts it to a section of the form (`candidate`, `support`, `training`,
    `provider`, `administration`), None for any. `reader` names the module of `parsers/fields/` that reads its value.
    """

    key: str
    text: str
    section: str | None
    reader: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All that `config/vocabulary.toml` says.

    `labels` longest first; `sections`: folded heading to section; `decoys`: folded labels whose value is never a field's
    (date of the quote, of the test, …); `structures`: folded name to a value of `support.type`; `titles`: document type to
    folded words of its titles; `lists`: name to folded words (`candidature`, `contest`, `out_of_office`, `file_shares`, …).
    """

    labels: tuple[Label, ...]
    sections: Mapping[str, str]
    decoys: tuple[str, ...]
    structures: Mapping[str, str]
    titles: Mapping[str, tuple[str, ...]]
    lists: Mapping[str, tuple[str, ...]]
    version: str = ""
