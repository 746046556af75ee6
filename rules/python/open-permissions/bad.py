import os


def publish(path):
    os.chmod(path, 0o777)  # expect: every user of the machine
