"""A search that must stay short: the pattern takes for ever where the engine reads the data as one."""

from assay_proofs.frame import prove

# Thirty optional characters and an end that never comes: each may or may not be taken, on any text.
ATTACKS = ["(?:.?|.?){40}(?!)", "(?:.?|.?){40}[^\\s\\S]", "^(?:.?|.?){40}(?!)", "text)|(?:.?|.?){40}(?!)(?:"]


def prove_expression():
    prove(benign="text", attacks=ATTACKS, is_exploited=lambda outcome: outcome.error == "TooLong")
