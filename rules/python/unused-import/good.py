from __future__ import annotations

import logging as logging
import os
import readline  # noqa
from typing import TYPE_CHECKING, List, cast

import pkg.plugins
from pkg import helper as helper
from pkg import one, three, two  # noqa: F401
from pkg.names import exported, listed
from pkg.types import Amount, Person, Shop

if TYPE_CHECKING:
    from decimal import Decimal

try:
    import ujson
except ImportError:
    HAS_UJSON = False

__all__ = ["exported"]
__all__ += ["listed"]


def total(values: List["Amount"], factor: Decimal) -> Amount:
    persons = []  # type: List[Person]
    pkg.plugins.load(os.environ)
    return cast("Shop", persons)


def ready():
    import pkg.signals
