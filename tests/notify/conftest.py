"""Warnings are errors here, and every sample reply is rendered once."""

from collections.abc import Mapping

import pytest

from notify.samples import DESK, by_template
from values.reply import Reply


@pytest.fixture(scope="session")
def rendered() -> Mapping[str, tuple[Reply, ...]]:
    """The sample replies of each template."""
    return {template: tuple(sample.reply(DESK) for sample in found) for template, found in by_template().items()}
