"""The one door to pdfium: its plain C interface, started once a process, without types."""

from typing import Any

import pypdfium2  # type: ignore[import-untyped]

raw: Any = pypdfium2.raw
"""Every function of pdfium under its own name."""
