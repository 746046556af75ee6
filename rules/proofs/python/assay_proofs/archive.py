"""A file that must not be written: an entry of the archive leads out of the folder that it is unpacked into."""

import io
import os
import tarfile
import tempfile
import zipfile

from assay_proofs.frame import prove

HOME = os.path.realpath(tempfile.gettempdir())
CANARY = os.path.join(HOME, "canary")
NAMES = ["../" * 12 + CANARY.lstrip("/"), CANARY, "text/../../" + "../" * 12 + CANARY.lstrip("/")]


def tar(names):
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name in names:
            entry = tarfile.TarInfo(name)
            entry.size = 4
            archive.addfile(entry, io.BytesIO(b"text"))
    return stream.getvalue()


def packed(names):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "text")
    return stream.getvalue()


def forms(names, title):
    """As a path, as a stream and as bytes, whichever the program takes."""
    for ending, data in ((".tar", tar(names)), (".zip", packed(names))):
        path = os.path.join(HOME, title + ending)
        with open(path, "wb") as file:
            file.write(data)
        yield path
        yield io.BytesIO(data)
        yield data


def ran(_):
    if not os.path.exists(CANARY):
        return False
    os.remove(CANARY)
    return True


def make_ready(value):
    if isinstance(value, io.BytesIO):
        value.seek(0)


def prove_archive():
    attacks = [form for number, name in enumerate(NAMES) for form in forms([name], f"attack-{number}")]
    prove(benign=list(forms(["text.txt"], "ordinary")), attacks=attacks, is_exploited=ran, before_call=make_ready)
