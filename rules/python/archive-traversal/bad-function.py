# proof: unpack(path)
import os
import tarfile


def unpack(path, folder):
    with tarfile.open(path) as archive:
        archive.extractall(folder)  # expect: lead out of the folder
    return sorted(os.listdir(folder))
