"""Small desks on the disk, and programs that are cut off while they change them."""

import json
import os
import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from storage import desk_files
from storage.backup_file import opened
from storage.faults import on_fault
from storage.places import Place, make_folder
from storage.seal import PLAIN, Seal

Contents = dict[str, bytes]


class Cut(BaseException):
    """Raised where a program is cut off; nothing may catch it."""


def file_of(**tables: dict[str, Any]) -> bytes:
    """Return the bytes of a file of a desk."""
    return json.dumps({"pupitre": {"file": {"schema": 2}}, **tables}, ensure_ascii=False).encode()


def titled(*titles: str) -> dict[str, Any]:
    """Return tasks whose ids are their titles."""
    return {title: {"id": title, "title": title} for title in titles}


def write(place: Place, contents: Mapping[str, bytes]) -> None:
    """Make these files the desk, sealed if it is."""
    for folder in (place.folder, place.months):
        make_folder(folder)
    for path in desk_files.present(place.folder).values():
        path.unlink()
    for name, content in contents.items():
        (place.folder / name).write_bytes(place.seal.close(content))


def contents(place: Place) -> Contents:
    """Return the files of the desk, as anybody would read them now."""
    return {name: place.seal.open(path.read_bytes()) for name, path in desk_files.present(place.folder).items()}


@contextmanager
def at_fault(hook: Callable[[str], None]) -> Iterator[None]:
    """Call `hook` with the name of each fault of the block."""
    end = on_fault(hook)
    try:
        yield
    finally:
        end()


def faults_of(action: Callable[[], object]) -> list[str]:
    """Return the names of the faults that an action passes."""
    names: list[str] = []
    with at_fault(names.append):
        action()
    return names


def nth(count: int, act: Callable[[], None]) -> Callable[[str], None]:
    """Return a hook that acts at the fault of that number, from 0."""
    passed = iter(range(count))

    def hook(_: str) -> None:
        if next(passed, None) is None:
            act()

    return hook


def cut(count: int, action: Callable[[], object]) -> None:
    """Do an action that is cut off at the fault of that number."""
    def stop() -> None:
        raise Cut

    with at_fault(nth(count, stop)):
        try:
            action()
        except Cut:
            return
    raise AssertionError("it was not cut off")


def killed(count: int, action: Callable[[], object]) -> None:
    """Do an action in another process that is killed with SIGKILL at the fault of that number."""
    child = os.fork()
    if child == 0:
        try:
            with at_fault(nth(count, lambda: os.kill(os.getpid(), signal.SIGKILL))):
                action()
        finally:
            os._exit(1)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status == -signal.SIGKILL, f"it was not killed: {status}"


DESK = file_of(clients={"c": {"id": "c", "name": "Tuyauterie"}}, tasks=titled("Relances", "Devis"), settings={})
OCTOBER = file_of(tasks=titled("Dictée", "Permis"), entries={"e1": {"id": "e1"}, "e2": {"id": "e2"}})
SEPTEMBER = file_of(entries={"e3": {"id": "e3"}})
WHOLE = {"desk.json": DESK, "months/2026-10.json": OCTOBER, "months/2026-09.json": SEPTEMBER}


def inside(path: Path, seal: Seal = PLAIN) -> dict[str, bytes]:
    """Return what a backup holds."""
    with opened(path, seal) as found:
        return {name: found.content(name) for name in found.members}


def never(*_: object) -> None:
    """Fail when it is called."""
    raise AssertionError("this was not to be asked")
