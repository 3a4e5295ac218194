"""Every export target, by id. To add one: a file beside this one, and its name here."""

from luthier.export.targets import onnx_int8
from luthier.export.targets.target import ExportTarget

TARGETS: dict[str, ExportTarget] = {target.id: target for target in (onnx_int8.TARGET,)}
