import tarfile


class Installer:
    def install(self, path):
        package = tarfile.open(path, "r:gz")
        package.extractall("/opt/app")  # expect: lead out of the folder
        package.close()
