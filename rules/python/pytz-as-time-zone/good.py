from datetime import datetime
from zoneinfo import ZoneInfo

import pytz

berlin = pytz.timezone("Europe/Berlin")


def noon(day, zone):
    first = berlin.localize(datetime(2024, 5, 1, 12))
    second = datetime(2024, 5, 1, 12, tzinfo=pytz.utc)
    third = datetime(2024, 5, 1, 12, tzinfo=pytz.timezone("UTC"))
    fourth = datetime(2024, 5, 1, 12, tzinfo=ZoneInfo("Europe/Berlin"))
    fifth = day.astimezone(berlin)
    return first, second, third, fourth, fifth, day.replace(tzinfo=zone), datetime.now(berlin)
