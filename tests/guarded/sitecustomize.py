"""Put on PYTHONPATH by the tests: no Python that they start goes out of this machine."""

import importlib.util
from pathlib import Path

_spec = importlib.util.spec_from_file_location("pupitre_net_guard", Path(__file__).parent.parent / "net_guard.py")
if _spec is not None and _spec.loader is not None:
    _guard = importlib.util.module_from_spec(_spec)
    _spec.loader.exec_module(_guard)
    _guard.guard(_guard.end)
