# proof: Store.add(stream)
import pathlib
import tarfile


class Store:
    folder = "store"

    def add(self, stream):
        archive = tarfile.open(fileobj=stream)
        home = pathlib.Path(self.folder).resolve()
        inner = [entry for entry in archive.getmembers() if entry.isfile() and (home / entry.name).resolve().is_relative_to(home)]
        archive.extractall(self.folder, members=inner)
        return [one.name for one in home.iterdir()]
