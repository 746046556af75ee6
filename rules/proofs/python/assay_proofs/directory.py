"""An entry that must not be found: the library's own directory in memory, which has whatever base and fields are asked for."""

import re

from assay_proofs.frame import prove

ORDINARY, CANARY = "text", "canary"
ATTACKS = ["*", "text)(|(uid=*", "*)(uid=*", "text)(|(cn=*)", "text))(|(uid=*", "can*", "*)(|(uid=*))", "text*)(cn=*", f"text)(uid={CANARY}", "text)(!(uid=text)"]
FIELDS = {"uid", "cn", "sn", "mail", "objectClass"}
found = []


def connect(*_, **__):
    from ldap3 import MOCK_SYNC, Connection, Server

    class Directory(Connection):
        def search(self, search_base, search_filter, *rest, **named):
            fields = FIELDS | set(re.findall(r"\(\s*(\w+)\s*[~<>:]?=", search_filter))
            for value in (ORDINARY, CANARY):
                self.strategy.add_entry(f"uid={value},{search_base}", {**dict.fromkeys(fields, value), "objectClass": "person"})
            result = super().search(search_base, search_filter, *rest, **named)
            found.extend(entry.entry_dn for entry in self.entries)
            return result

    connection = Directory(Server("localhost"), client_strategy=MOCK_SYNC)
    connection.bind()
    return connection


def prove_directory():
    prove(benign=ORDINARY, attacks=ATTACKS, is_exploited=lambda _: any(CANARY in name for name in found), doubles=[(r"(?i)(conn(ection)?|directory|ldap|server)$", connect)], before_call=lambda _: found.clear())
