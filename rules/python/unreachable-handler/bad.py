import socket


def load(path, read):
    try:
        return read(path)
    except Exception:
        return None
    except ValueError:  # expect: This handler never runs: `Exception` above catches it already
        return ""


def fetch(address, read):
    try:
        return read(address)
    except (OSError, KeyError):
        return None
    except (ConnectionResetError, IOError):  # expect: This handler never runs: `OSError` above catches it already
        return ""
    except socket.gaierror:
        return "?"
    except socket.gaierror:  # expect: This handler never runs: `socket.gaierror` above
        return "!"
