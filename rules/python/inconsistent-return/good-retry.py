import time


def fetch(client, url, rounds) -> str:
    for attempt in range(rounds):
        try:
            return client.get(url)
        except OSError:
            if attempt == rounds - 1:
                raise
            time.sleep(1)


def register(name, handler=None):
    if handler is not None:
        HANDLERS[name] = handler
    else:

        def decorator(function):
            HANDLERS[name] = function
            return function

        return decorator


HANDLERS = {}
