from pathlib import Path

import pytest

from storage.places import Place
from tests.disk.forms import in_form


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run the tests of a module in the forms that its `FORMS` names."""
    forms = getattr(metafunc.module, "FORMS", None)
    if forms and "form" in metafunc.fixturenames:
        metafunc.parametrize("form", forms, indirect=True, scope="session")


@pytest.fixture(scope="session")
def form(request: pytest.FixtureRequest) -> str:
    return str(getattr(request, "param", "clear"))


@pytest.fixture
def place(tmp_path: Path, form: str) -> Place:
    return in_form(tmp_path / "desk", form)
