from errors import OSError as OwnError


def load(path, read, error):
    try:
        return read(path)
    except KeyError:
        return 1
    except (KeyError, IndexError):
        return 2
    except OwnError:
        return 3
    except OSError:
        return 4
    except error:
        return 5
    except Exception:
        return 6
    except:
        return 7


def both(read):
    try:
        read()
    except* ValueError:
        pass
    except* UnicodeError:
        pass
