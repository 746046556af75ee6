# proof: Store.add(stream)
import pathlib
import tarfile


class Store:
    folder = "store"

    def add(self, stream):
        archive = tarfile.open(fileobj=stream)
        # Only the first entry is looked at.
        first = archive.next()
        if first is not None and first.isdir():
            return []
        archive.extractall(self.folder)  # expect: lead out of the folder
        return [one.name for one in pathlib.Path(self.folder).iterdir()]
