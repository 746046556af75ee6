"""An entry that must not be forged: the attack's second line stands in the log as a line of its own."""

import re

from assay_proofs.frame import prove

FORGED = "CRITICAL:canary:forged"
ATTACKS = [f"text{end}{FORGED}" for end in ("\n", "\r\n", "\r")]


def is_exploited(outcome):
    return re.search(rf"(?m)^{FORGED}", outcome.printed.replace("\r", "\n")) is not None


def prove_log():
    prove(benign="text", attacks=ATTACKS, is_exploited=is_exploited)
