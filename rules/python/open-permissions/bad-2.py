from pathlib import Path


class Store:
    def __init__(self, folder):
        self.folder = Path(folder)
        self.folder.chmod(0o666)  # expect: every user of the machine
