from datetime import datetime

import pytz

berlin = pytz.timezone("Europe/Berlin")


def noon():
    return berlin.localize(datetime(2024, 5, 1, 12))
