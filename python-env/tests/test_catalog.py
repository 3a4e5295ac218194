"""The catalogue holds every entry of every list, without loading what computes."""

import json
import os
import subprocess
import sys
from pathlib import Path

from luthier.catalog import describe
from luthier.core.wire import to_json
from luthier.evaluation.metrics import METRICS
from luthier.export.targets import TARGETS
from luthier.training.methods import METHODS

ROOT = Path(__file__).parents[1]


def test_every_entry_of_every_list_is_published() -> None:
    catalog = describe()

    assert [method.id for method in catalog.training_methods] == list(METHODS)
    assert [metric.id for metric in catalog.metrics] == list(METRICS)
    assert [target.id for target in catalog.export_targets] == list(TARGETS)
    assert "epochs" in [knob.root.name for knob in catalog.schedule_knobs]


def test_describing_prints_the_catalogue_and_loads_no_torch() -> None:
    code = "import sys, luthier.__main__ as m; m.main(['describe']); sys.exit('torch' in sys.modules or 'numpy' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )

    assert json.loads(done.stdout) == json.loads(to_json(describe()))
