# proof: restore(backup)
import os
import tarfile


def restore(backup):
    if os.path.getsize(backup) > 10_000_000:
        raise ValueError("too large")
    with tarfile.open(backup) as archive:
        plain = [entry for entry in archive if entry.isreg() and os.path.basename(entry.name) == entry.name]
        archive.extractall("restored", members=plain)
    return len(os.listdir("restored"))
