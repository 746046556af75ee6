"""A visitor who must not be sent away: the answer's address is read as a browser reads it."""

import re

from assay_proofs.frame import prove

AWAY = "canary.invalid"
ATTACKS = [
    f"https://{AWAY}/",
    f"//{AWAY}/",
    f"///{AWAY}/",
    f"/\\{AWAY}/",
    f"\\\\{AWAY}/",
    f"https:{AWAY}/",
    f"hTTps://{AWAY}/",
    f"/\t/{AWAY}/",
    f" https://{AWAY}/",
    f"https://localhost@{AWAY}/",
    f"https://localhost.{AWAY}/",
]
BENIGN = "/account?tab=1"


def leads_away(address):
    """Browsers drop tabs and line breaks, read a backslash as a slash, and take any number of slashes after a scheme."""
    text = re.sub(r"[\t\r\n]", "", address.strip("".join(map(chr, range(33))))).replace("\\", "/")
    found = re.match(r"(?i)(?:https?:)?/{2,}([^/?#]*)|https?:/*([^/?#]*)", text)
    host = (found[1] or found[2] or "") if found else ""
    return host.rpartition("@")[2].endswith(AWAY)


def prove_redirect():
    prove(benign=BENIGN, attacks=ATTACKS, is_exploited=lambda outcome: leads_away(outcome.headers.get("location", "")))
