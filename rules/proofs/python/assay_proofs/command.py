"""A command that must not run: the attack makes a folder, by whichever shell reads it."""

import os
import tempfile

from assay_proofs.frame import prove

CANARY = os.path.join(tempfile.gettempdir(), "canary")
ACT = f"mkdir {CANARY}"
ATTACKS = [
    f"text; {ACT}",
    f"text && {ACT}",
    f"$({ACT})",
    f"`{ACT}`",
    f"text | {ACT}",
    f"text\n{ACT}\n",
    f"text' ; {ACT} ; '",
    f'text" ; {ACT} ; "',
    f"text & {ACT} &",
    f"text;{ACT.replace(' ', '${IFS}')}",
    f"| {ACT}",
]
CODE = [f"__import__('os').mkdir({CANARY!r})", f"[].__class__.__base__.__subclasses__() and __import__('os').mkdir({CANARY!r})"]


def ran(_=None):
    """Whether the canary is there; it is taken away for the next attack."""
    if not os.path.isdir(CANARY):
        return False
    os.rmdir(CANARY)
    return True


def prove_command():
    prove(benign="text", attacks=ATTACKS, is_exploited=ran)


def prove_code():
    """Code of the program's own language instead of a shell's."""
    quoted = [f"text' + str({CODE[0]}) + '", f"a, {CODE[0]}", f"a.{CODE[0]}", f"text\n{CODE[0]}", f"1) or ({CODE[0]}"]
    prove(benign="[1, 2, 3]", attacks=[*CODE, *quoted], is_exploited=ran)
