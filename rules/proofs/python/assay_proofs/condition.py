"""A condition that must not be the sender's: what is found changes with a condition that holds or does not."""

from assay_proofs.frame import prove

PAIRS = [
    ("text' or '1'='2", "text' or '1'='1"),
    ('text" or "1"="2', 'text" or "1"="1'),
    ("1 or 1=2", "1 or 1=1"),
    ("text') or ('1'='2", "text') or ('1'='1"),
    ('text") or ("1"="2', 'text") or ("1"="1'),
    ("text' or 1=2 or '1'='2", "text' or 1=1 or '1'='2"),
    ("text'oR'1'='2", "text'oR'1'='1"),
    ("text'\tor\t'1'='2", "text'\tor\t'1'='1"),
]
TRUE = {holds: fails for fails, holds in PAIRS}


def prove_condition():
    seen = {}

    def is_exploited(outcome):
        seen[outcome.sent] = "an error" if outcome.error is not None else outcome.text().replace(outcome.sent, "")
        fails = TRUE.get(outcome.sent)
        return fails is not None and outcome.error is None and seen[outcome.sent] != seen[fails] != "an error"

    prove(benign="text", attacks=[one for pair in PAIRS for one in pair], is_exploited=is_exploited)
