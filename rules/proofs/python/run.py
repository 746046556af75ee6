"""Runs many proofs, each in a process and a folder of its own, and prints a line of JSON for each as it ends.

Standard input holds the jobs: `[{"id", "proof", "folder", "overlay"?, "deleted"?, "request": {"file", "callable",
"parameter"}}]`. `folder` is copied for each job, so that no proof sees what another left; `overlay` is laid over the copy.
"""

import json
import os
import runpy
import shutil
import signal
import sys
import tempfile
import time

JOB_SECONDS = 30
AT_ONCE = 2
HERE = os.path.dirname(os.path.abspath(__file__))
# Kinds of import that take long and change nothing: children find them loaded.
WARM = ("flask", "django.http", "fastapi.responses", "jinja2", "lxml.etree", "requests", "asyncio", "html.parser")


def main():
    jobs = [{**job, "proof": os.path.abspath(job["proof"])} for job in json.load(sys.stdin)]
    sys.path.insert(0, HERE)
    if len(jobs) > 5:
        warm_up()
    # The same jobs have the same names of folders: what a proof tells is the same on each run.
    for number, job in enumerate(jobs):
        job["home"] = os.path.join(tempfile.gettempdir(), f"proof-{number}")
    waiting, running = list(reversed(jobs)), {}
    while waiting or running:
        while waiting and len(running) < AT_ONCE:
            job = waiting.pop()
            process, reader, folder = start(job)
            running[process] = (job, reader, folder, time.monotonic() + JOB_SECONDS)
        end_late(running)
        process, _ = os.waitpid(-1, os.WNOHANG)
        if process in running:
            job, reader, folder, _ = running.pop(process)
            print(json.dumps({"id": job["id"], "answer": read_answer(reader)}), flush=True)
            shutil.rmtree(folder, ignore_errors=True)
        else:
            time.sleep(0.002)


def warm_up():
    for name in WARM:
        try:
            __import__(name)
        except ImportError:
            continue


def start(job):
    folder = job["home"]
    os.mkdir(folder)
    work = os.path.join(folder, "work")
    shutil.copytree(job["folder"], work, symlinks=True, ignore=shutil.ignore_patterns("node_modules", ".git", ".assay-*"))
    if "overlay" in job:
        shutil.copytree(job["overlay"], work, dirs_exist_ok=True)
    for name in job.get("deleted", []):
        os.remove(os.path.join(work, name))
    reader, writer = os.pipe()
    process = os.fork()
    if process > 0:
        os.close(writer)
        return process, reader, folder
    os.setsid()
    os.dup2(writer, 1)
    os.dup2(os.open(os.devnull, os.O_RDWR), 0)
    os.chdir(work)
    os.environ["TMPDIR"] = tempfile.tempdir = folder
    sys.argv = [job["proof"], json.dumps(job["request"])]
    code = 0
    try:
        runpy.run_path(job["proof"], run_name="__main__")
    except BaseException as error:  # Nothing may leave the child but its answer.
        os.write(1, (json.dumps({"exploited": False, "benign": None, "problem": f"{type(error).__name__}: {error}"}) + "\n").encode())
        code = 1
    sys.stdout.flush()
    os._exit(code)


def end_late(running):
    for process, (_, _, _, deadline) in running.items():
        if time.monotonic() > deadline:
            os.killpg(process, signal.SIGKILL)


def read_answer(reader):
    """The last line of output; what came before it the program wrote past us."""
    os.set_blocking(reader, False)
    text = b""
    try:
        while part := os.read(reader, 65536):
            text += part
    except BlockingIOError:
        pass
    os.close(reader)
    lines = text.decode("utf-8", "replace").strip().splitlines()
    try:
        return json.loads(lines[-1])
    except (IndexError, ValueError):
        return {"exploited": False, "benign": None, "problem": "the proof gave no answer in time"}


main()
