"""The wheel alone, in an empty environment outside the checkout, runs the demo."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def _run(*words: str | Path, cwd: Path, **more: str) -> str:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("QUALIF_", "PYTHON", "VIRTUAL_ENV"))}
    done = subprocess.run(words, cwd=cwd, env=environment | more, capture_output=True, text=True, timeout=900, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_wheel_runs_the_demo(tmp_path: Path) -> None:
    uv = shutil.which("uv", path=str(Path(sys.executable).parent)) or shutil.which("uv")
    assert uv, "uv is installed by scripts/install"
    _run(uv, "build", "--quiet", "--wheel", "--out-dir", tmp_path / "dist", ROOT, cwd=tmp_path)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    _run(uv, "venv", "--quiet", "--python", sys.executable, tmp_path / "empty", cwd=tmp_path)
    python = tmp_path / "empty" / "bin" / "python"
    _run(
        uv,
        "export",
        "--quiet",
        "--frozen",
        "--no-dev",
        "--no-emit-project",
        "--project",
        ROOT,
        "-o",
        tmp_path / "locked.txt",
        cwd=tmp_path,
    )
    _run(uv, "pip", "install", "--quiet", "--python", python, "-r", tmp_path / "locked.txt", wheel, cwd=tmp_path)
    out = _run(tmp_path / "empty" / "bin" / "qualif", "demo", "--no-serve", cwd=tmp_path)
    mails = len(list((ROOT / "fixtures" / "mails").iterdir()))
    assert f"{mails} relevés, {mails} examinés, 0 mis de côté" in out, out
    assert "rejet : moins d'un mois (envoyée)" in out
    assert "message automatique" in out
