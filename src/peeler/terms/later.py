"""Modules that most commands never use, loaded when a name of theirs is first asked for: every command starts sooner."""

import sys
from importlib.util import LazyLoader, find_spec, module_from_spec
from types import ModuleType

PUT_OFF: list[ModuleType] = []


def later(name: str) -> ModuleType:
    """The module of this name, which loads itself when it is first used; ModuleNotFoundError where there is none."""
    if name in sys.modules:
        return sys.modules[name]
    spec = find_spec(name)
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError(name)
    spec.loader = LazyLoader(spec.loader)
    sys.modules[name] = module = module_from_spec(spec)
    spec.loader.exec_module(module)
    PUT_OFF.append(module)
    return module


def load_now() -> None:
    """Loads what was put off: before there are threads, two of which could meet in a module that is half loaded."""
    for module in PUT_OFF:
        dir(module)
