"""A module that must not be imported: the attack names one that the program has no part in, which makes a folder as it is loaded."""

import itertools
import os
import sys
import tempfile

from assay_proofs.command import CANARY, ran
from assay_proofs.frame import prove

BENIGN = "report"
FOLDER = os.path.join(tempfile.gettempdir(), "modules")
FORMS = ["{}", "{}.run", "{0}:{0}", "text.{}", "..{}"]
numbers = itertools.count(1)


def attacks():
    """What was imported once is not imported again: each attack has a module of its own."""
    for form in FORMS:
        name = f"canary_{next(numbers)}"
        os.makedirs(os.path.join(FOLDER, name))
        with open(os.path.join(FOLDER, name, "__init__.py"), "w") as file:
            file.write(f"import os\nos.mkdir({CANARY!r})\n")
        with open(os.path.join(FOLDER, name, "run.py"), "w") as file:
            file.write("")
        yield form.format(name)


def prove_importing():
    with open(BENIGN + ".py", "w") as file:
        file.write('title = "report"\n')
    found = list(attacks())
    sys.path.append(FOLDER)
    prove(benign=BENIGN, attacks=found, is_exploited=ran)
