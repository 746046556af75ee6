# proof: unpack(path)
import os
import tarfile


def inner(archive, folder):
    home = os.path.realpath(folder)
    for entry in archive.getmembers():
        if entry.isfile() and os.path.realpath(os.path.join(home, entry.name)).startswith(home + os.sep):
            yield entry


def unpack(path, folder):
    with tarfile.open(path) as archive:
        archive.extractall(folder, members=list(inner(archive, folder)))
    return sorted(os.listdir(folder))
