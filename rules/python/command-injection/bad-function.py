# proof: measure(folder)
import subprocess


def measure(folder):
    return subprocess.check_output(f"echo size of {folder}", shell=True, text=True)  # expect: built from `folder`
