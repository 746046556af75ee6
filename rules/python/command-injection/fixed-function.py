# proof: measure(folder)
import subprocess


def measure(folder):
    return subprocess.check_output(["echo", "size", "of", folder], text=True)
