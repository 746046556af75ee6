import subprocess

from flask import request


def show():
    name = request.args.get("name")
    path = "/data/" + name
    subprocess.run(["cat", "--", path], check=False)


def archive(folder):
    subprocess.run(["tar", "czf", "backup.tgz", "--", folder], check=True)
    return subprocess.check_output(["du", "-sh", "--", folder])


def ping(host):
    return subprocess.check_output(["ping", "-c", "1", host], text=True)
