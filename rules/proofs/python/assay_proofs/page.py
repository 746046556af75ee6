"""A script that must not stand in a page: the answer is parsed as a browser would."""

from html.parser import HTMLParser

from assay_proofs.frame import prove

MARK = "canary"
ATTACKS = [
    f"<script>{MARK}()</script>",
    f"<img src=x onerror={MARK}()>",
    f'"><img src=x onerror={MARK}()>',
    f"'><svg onload={MARK}()>",
    f"<ScRiPt>{MARK}()</sCrIpT>",
    f"<scr<script>ipt>{MARK}()</scr</script>ipt>",
    f"<svg/onload={MARK}()>",
    f'" onmouseover="{MARK}()',
    f"' onmouseover='{MARK}()",
    f"</script><script>{MARK}()</script>",
]


class Scripts(HTMLParser):
    def __init__(self):
        super().__init__()
        self.inside = False
        self.found = False

    def handle_starttag(self, tag, attrs):
        self.inside = tag == "script"
        if any(name.startswith("on") and MARK in (value or "") for name, value in attrs):
            self.found = True

    def handle_data(self, data):
        if self.inside and data.strip().startswith(MARK):
            self.found = True

    def handle_endtag(self, tag):
        self.inside = False


def is_exploited(outcome):
    kind = outcome.headers.get("content-type", "text/html")
    if "html" not in kind or outcome.error is not None or not isinstance(outcome.value, str):
        return False
    scripts = Scripts()
    scripts.feed(outcome.value)
    scripts.close()
    return scripts.found


def prove_page():
    prove(benign="text", attacks=ATTACKS, is_exploited=is_exploited)
