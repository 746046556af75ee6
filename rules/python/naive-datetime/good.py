from datetime import datetime, timezone

from clock import utcnow


def stamp(clock):
    first = datetime.utcnow().replace(tzinfo=timezone.utc)
    return first, utcnow(), clock.utcnow(), datetime.now(timezone.utc)
