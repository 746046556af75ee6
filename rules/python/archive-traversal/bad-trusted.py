import shutil
import tarfile


def unpack(path, folder):
    with tarfile.open(path) as archive:
        archive.extractall(folder, filter="fully_trusted")  # expect: lead out of the folder


def restore(path, folder):
    with tarfile.open(path) as archive:
        archive.extractall(folder, filter=tarfile.fully_trusted_filter)  # expect: lead out of the folder


def unpack_any(path, folder):
    shutil.unpack_archive(path, folder, filter="fully_trusted")  # expect: lead out of the folder
