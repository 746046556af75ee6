import json
from pathlib import Path


def load(folder: Path, name, options):
    with open("package.json", "rb") as file:
        package = json.load(file)
    # `json.dump` writes plain ASCII.
    with open("package.json", "w") as file:
        json.dump(package, file)
    # Nobody knows what is in it.
    text = open(name).read() + open("notes.txt").read() + (folder / name).read_text()
    other = open("README.md", "r", -1, "latin-1").read() + Path("a.md").read_text("utf-8")
    return text + other + open("a.yaml", **options).read() + open("a.yaml", options.mode).read()
