# proof: restore(backup)
import os
import shutil


def restore(backup):
    if os.path.getsize(backup) > 10_000_000:
        raise ValueError("too large")
    shutil.unpack_archive(backup, "restored")  # expect: lead out of the folder
    return len(os.listdir("restored"))
