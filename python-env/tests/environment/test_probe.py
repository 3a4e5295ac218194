"""The probe, run by path as the set-up runs it."""

import subprocess
import sys
from pathlib import Path

from luthier.contract.models import Probe
from luthier.environment import probe


def test_the_probe_of_this_environment_is_what_the_contract_says():
    ran = subprocess.run(
        [sys.executable, "-I", probe.__file__], capture_output=True, text=True, check=True, timeout=120
    )

    result = Probe.model_validate_json(ran.stdout)
    assert result.python == sys.version.split()[0]
    assert set(probe.NEEDED) <= set(result.packages)
    assert result.cpu.cores >= 1
    assert result.cpu.fp32_gflops > 0
    assert result.cpu.bf16_gflops > 0


def test_a_library_that_is_not_there_ends_it_with_a_sentence(tmp_path: Path):
    script = tmp_path / "probe.py"
    script.write_text(Path(probe.__file__).read_text(encoding="utf-8").replace('("torch",', '("torch_of_nobody",'))

    ran = subprocess.run([sys.executable, "-I", script], capture_output=True, text=True, check=False, timeout=120)

    assert ran.returncode == 1
    assert "This environment does not work: ModuleNotFoundError: No module named 'torch_of_nobody'" in ran.stderr


def test_only_flags_that_tell_something_are_named():
    assert all(flag.startswith(probe.TELLING_FLAGS) for flag in probe.cpu_flags())
