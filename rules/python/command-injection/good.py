import os
import shlex
import subprocess
import sys

from flask import request

LIST = "ls -l"


def show():
    name = request.args.get("name")
    subprocess.run(["cat", name], check=True)
    subprocess.run(f"cat {name}".split(), shell=False)


def constants():
    os.system("clear")
    os.system(LIST + " /tmp")
    subprocess.call("uptime", shell=True)


def quoted(folder, parts):
    subprocess.run("du -sh " + shlex.quote(folder), shell=True, check=True)
    os.system("echo " + " ".join(shlex.quote(part) for part in parts))
    os.system(f"{sys.executable} -m pip list")


def listed(path):
    subprocess.run(["sh", "-c", 'ls "$1"', "sh", path], check=True)
    subprocess.run(["ls", "-c", path], check=True)


class Robot:
    def system(self, command):
        return command


Robot().system("go " + LIST)


def helper(command, **options):
    # Whoever calls it answers for the command.
    return subprocess.call(command, shell=True, **options)


@click.option("--target", default="translations")
def compile_texts(target: str):
    os.system("pybabel compile -f -d {0}".format(target))
