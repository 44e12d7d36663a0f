"""The errors of the program: exceptions are for the world, findings about a mail are values.

    QualifError                      anything a command turns into one line for a person
    ├── WrongCall                    a wrong call or setting                         (exit 2)
    ├── NoSuchThing                  no such row, or its state does not allow it     (exit 3)
    └── WorldError                   mailbox, database, SMTP, disk, sandbox          (exit 1)
        ├── MailboxError             the IMAP server cannot be reached or refuses
        ├── DatabaseError            the database cannot be reached or refuses
        ├── SendingError             the SMTP server cannot be reached or refuses
        └── SandboxError             the reading process died, hung or lied; `problem` names it

Each is raised once, at the border with the library that failed; its text is French, one line, for a person.
"""

import errno


class QualifError(Exception):
    """A failure that ends a command with one line; `exit_code` is the contract's."""

    exit_code = 1


class WrongCall(QualifError):
    """The call or a setting is wrong."""

    exit_code = 2


class NoSuchThing(QualifError):
    """There is no such thing, or its state does not allow what was asked."""

    exit_code = 3


class WorldError(QualifError):
    """Something outside the program failed."""


class MailboxError(WorldError):
    """The IMAP server cannot be reached, refuses, or broke the connection."""


class DatabaseError(WorldError):
    """The database cannot be reached or refuses."""


class SendingError(WorldError):
    """The SMTP server cannot be reached or refuses the session."""


class SandboxError(WorldError):
    """The reading process died (`problem` = `crashed`), hung (`timeout`) or answered nonsense (`output`)."""

    def __init__(self, problem: str, text: str) -> None:
        super().__init__(text)
        self.problem = problem


_WHY = {
    errno.ENOENT: "introuvable",
    errno.EACCES: "accès refusé",
    errno.EPERM: "accès refusé",
    errno.EISDIR: "c'est un dossier",
    errno.ENOTDIR: "le chemin passe par un fichier",
    errno.ENOSPC: "le disque est plein",
    errno.EDQUOT: "le quota du disque est atteint",
    errno.EROFS: "le disque est en lecture seule",
    errno.EIO: "le disque a une panne",
    errno.EMFILE: "trop de fichiers sont ouverts",
}


def why(error: OSError) -> str:
    """What the system says of a file or a disk, in French; a rarer thing by its name.

    >>> why(FileNotFoundError(errno.ENOENT, "No such file or directory")), why(OSError())
    ('introuvable', 'OSError')
    """
    return _WHY.get(error.errno or 0) or errno.errorcode.get(error.errno or 0, type(error).__name__)
