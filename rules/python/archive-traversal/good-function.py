# proof: names(path)
import tarfile


def names(path):
    with tarfile.open(path) as archive:
        return archive.getnames()
