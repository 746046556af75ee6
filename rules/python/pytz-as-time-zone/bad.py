from datetime import datetime

import pytz

berlin = pytz.timezone("Europe/Berlin")


def noon(day):
    first = datetime(2024, 5, 1, 12, tzinfo=berlin)  # expect: A zone of `pytz` given as `tzinfo` means its local mean time
    second = day.replace(tzinfo=pytz.timezone("Asia/Tokyo"))  # expect: use its `localize`
    return first, second
