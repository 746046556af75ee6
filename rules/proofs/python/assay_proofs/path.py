"""A file that must not be read: the attack leads to a folder outside, and the interpreter tells which files are touched."""

import os
import sys
import tempfile

from assay_proofs.frame import prove

OUTSIDE = os.path.join(os.path.realpath(tempfile.gettempdir()), "outside")
NAME = "canary"
BENIGN = "report.txt"
UP = "../" * 12
EVENTS = {"open", "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.listdir", "os.scandir", "shutil.rmtree", "shutil.copyfile", "shutil.move"}
touched = []


def attacks():
    way = OUTSIDE.lstrip("/") + "/" + NAME
    plain = UP + way
    yield plain
    yield f"{OUTSIDE}/{NAME}"
    yield "....//" * 12 + way
    yield "..././" * 12 + way
    yield "./" + plain
    yield "text/../" + plain
    yield plain.replace("../", "%2e%2e%2f")
    yield plain.replace("../", "%252e%252e%252f")
    yield plain + "\0"
    yield "." + "./" + UP + way


def watch(event, arguments):
    if event not in EVENTS:
        return
    for argument in arguments[:2]:
        if isinstance(argument, bytes):
            argument = os.fsdecode(argument)
        if isinstance(argument, str):
            notice(argument)


def notice(path):
    # Two slashes in front are kept by `normpath`, and are one to the system.
    whole = os.path.normpath(os.path.join(os.getcwd(), path.split("\0")[0])).replace("//", "/")
    if whole.startswith(OUTSIDE + os.sep):
        touched.append(whole)


def make_ready(value):
    """The file that an ordinary name leads to is there, wherever the program looks below its own folder."""
    touched.clear()
    if value != BENIGN:
        return
    for folder, folders, _ in os.walk("."):
        folders[:] = [one for one in folders if not one.startswith((".", "__"))][:50]
        for ending in ("", ".txt"):
            with open(os.path.join(folder, value + ending), "w") as file:
                file.write("ordinary")


def prove_path():
    os.mkdir(OUTSIDE)
    for ending in ("", ".txt", ".md", ".json", ".html", ".pdf"):
        with open(os.path.join(OUTSIDE, NAME + ending), "w") as file:
            file.write("canary")
    sys.addaudithook(watch)
    prove(benign=BENIGN, attacks=list(attacks()), is_exploited=lambda _: bool(touched), before_call=make_ready)
