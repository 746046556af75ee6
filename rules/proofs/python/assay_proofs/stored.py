"""Code that must not come back with stored data: what the attack holds makes a folder as it is read."""

import base64
import os
import pickle

from assay_proofs.command import CANARY, ran
from assay_proofs.frame import prove


class Act:
    def __reduce__(self):
        return os.mkdir, (CANARY,)


def forms(value):
    data = pickle.dumps(value, protocol=4)
    return [data, base64.b64encode(data).decode(), base64.urlsafe_b64encode(data).decode(), data.hex()]


def prove_stored():
    documents = [f"!!python/object/apply:os.mkdir [{CANARY!r}]", f"text: !!python/object/apply:os.mkdir [{CANARY!r}]", f"!!python/object/new:os.mkdir [{CANARY!r}]"]
    objects = [f'{{"py/reduce": [{{"py/function": "os.mkdir"}}, {{"py/tuple": [{CANARY!r}]}}]}}'.replace("'", '"')]
    prove(benign=[*forms({"text": 1}), "text: 1", '{"text": 1}'], attacks=[*forms(Act()), *documents, *objects], is_exploited=ran)
