import shutil
import tarfile


def restore(archive, folder):
    shutil.unpack_archive(archive, folder, "zip")
    shutil.unpack_archive(archive, folder, format="zip")


def unpack(path, folder):
    with tarfile.open(path) as archive:
        if hasattr(tarfile, "data_filter"):
            archive.extractall(folder, filter="data")
        else:
            archive.extractall(folder)
