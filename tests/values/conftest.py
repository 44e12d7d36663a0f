"""How hypothesis works here: repeatable, without a clock, and with its files beside the cache of pytest."""

from pathlib import Path

from hypothesis import settings
from hypothesis.configuration import set_hypothesis_home_dir

set_hypothesis_home_dir(Path(__file__).parents[2] / ".pytest_cache" / "hypothesis")
settings.register_profile("house", database=None, deadline=None, derandomize=True)
settings.load_profile("house")
