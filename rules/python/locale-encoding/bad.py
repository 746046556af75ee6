import json
import os
from pathlib import Path

SETTINGS = "settings.toml"


def load(folder: Path, name):
    with open("README.md") as file:  # expect: `open` takes the encoding of the locale for a `.md` file
        text = file.read()
    with open(os.path.join(folder, "package.json"), "r") as file:  # expect: for a `.json` file, which is UTF-8
        package = json.load(file)
    with open(f"{name}.yaml", mode="w") as file:  # expect: pass `encoding="utf-8"`
        file.write(text)
    settings = open(SETTINGS, newline="").read()  # expect: for a `.toml` file
    page = (folder / "notes.md").read_text()  # expect: takes the encoding of the locale
    (folder / "icon.svg").write_text(page)  # expect: for a `.svg` file
    return package, settings
