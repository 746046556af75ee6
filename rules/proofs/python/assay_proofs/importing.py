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


def attacks(words=()):
    """What was imported once is not imported again: each attack has a module of its own. `words` stand in names where the program may look for them."""
    for form in [*FORMS, *(f"{{}}_{word}" for word in words), *(f"{word}_{{}}" for word in words)]:
        name = f"canary_{next(numbers)}" if form in FORMS else form.format(f"canary_{next(numbers)}")
        os.makedirs(os.path.join(FOLDER, name))
        with open(os.path.join(FOLDER, name, "__init__.py"), "w") as file:
            file.write(f"import os\nos.mkdir({CANARY!r})\n")
        with open(os.path.join(FOLDER, name, "run.py"), "w") as file:
            file.write("")
        yield form.format(name) if form in FORMS else name


def prove_importing():
    with open(BENIGN + ".py", "w") as file:
        file.write('title = "report"\n')
    found = list(attacks())
    sys.path.append(FOLDER)
    prove(benign=BENIGN, attacks=found, is_exploited=ran)
