import json
import os
from pathlib import Path

SETTINGS = "settings.toml"


def load(folder: Path, name):
    with open("README.md", encoding="utf-8") as file:
        text = file.read()
    with open(os.path.join(folder, "package.json"), "r", encoding="utf-8") as file:
        package = json.load(file)
    with open(f"{name}.yaml", mode="w", encoding="utf-8") as file:
        file.write(text)
    settings = open(SETTINGS, newline="", encoding="utf-8").read()
    page = (folder / "notes.md").read_text(encoding="utf-8")
    (folder / "icon.svg").write_text(page, encoding="utf-8")
    return package, settings
