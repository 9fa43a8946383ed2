"""Known weaknesses in what we build on."""

import subprocess
import sys

import pytest

from tests.house import source

AUDIT = ["tool", "run", "--quiet", "pip-audit==2.9.0", "--disable-pip", "--require-hashes", "--progress-spinner=off"]


@pytest.mark.proof
def test_nothing_we_depend_on_is_known_to_be_weak() -> None:
    command = [sys.executable, "-m", "uv", *AUDIT, "--requirement", str(source.ROOT / "requirements.lock")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=180)
    said = done.stdout + done.stderr
    if "could not be audited" in said or (done.returncode and "Found " not in said):
        pytest.skip("pip-audit skipped: its database of weaknesses cannot be reached from here.")
    assert done.returncode == 0, said


def test_every_pinned_package_has_its_digest() -> None:
    blocks = (source.ROOT / "requirements.lock").read_text().replace("\\\n", " ").splitlines()
    pinned = [line for line in blocks if line and not line.startswith(("#", "-"))]
    assert len(pinned) > 50
    source.none(line[:80] for line in pinned if "--hash=sha256:" not in line or "==" not in line)
