import os
import subprocess
from subprocess import check_output as capture

from flask import request


def show():
    name = request.args.get("name")
    path = "/data/" + name
    os.system("cat " + path)  # expect: `os.system` hands a shell a command built from `path`


def archive(folder):
    subprocess.run(f"tar czf backup.tgz {folder}", shell=True, check=True)  # expect: built from `folder`
    command = "du -sh %s" % folder
    return capture(command, shell=True)  # expect: `capture` hands a shell a command built from `folder`


def ping(host):
    return os.popen("ping -c 1 {}".format(host)).read()  # expect: `os.popen` hands a shell a command built from `host`


def anything(command):
    subprocess.Popen(["/bin/sh", "-c", "ls " + command])  # expect: `subprocess.Popen` hands a shell a command built from `command`
