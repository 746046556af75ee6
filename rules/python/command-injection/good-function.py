# proof: measure(folder)
import shlex
import subprocess


def measure(folder):
    return subprocess.check_output("echo size of " + shlex.quote(folder), shell=True, text=True)
