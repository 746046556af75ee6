"""A file that must not be read: the document names it as an entity, and the file itself tells when it was last read."""

import os
import tempfile
import time

from assay_proofs.frame import prove

CANARY = os.path.join(os.path.realpath(tempfile.gettempdir()), "canary")
BENIGN = "<text>1</text>"
LONG_AGO = 1


def attacks():
    for address in (f"file://{CANARY}", CANARY):
        yield f'<!DOCTYPE text [<!ENTITY canary SYSTEM "{address}">]><text>&canary;</text>'
        yield f'<!DOCTYPE text [<!ENTITY % canary SYSTEM "{address}"> %canary;]><text>1</text>'
        yield f'<!DOCTYPE text SYSTEM "{address}"><text>1</text>'


def make_ready(_):
    """Reading changes the time of the last reading only where it is older than that of the last change."""
    with open(CANARY, "w") as file:
        file.write("canary")
    os.utime(CANARY, (LONG_AGO, time.time()))


def prove_document():
    prove(benign=BENIGN, attacks=list(attacks()), is_exploited=lambda _: os.stat(CANARY).st_atime > LONG_AGO, before_call=make_ready)
