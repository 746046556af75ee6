import time
from datetime import datetime


def show(moment):
    print(moment.strftime("%H:%m"))  # expect: In this format `%m` is the month; minutes are `%M`.
    print(moment.strftime("%Y-%M-%d"))  # expect: In this format `%M` is the minute; the month is `%m`.
    print(time.strftime("%d/%m/%Y %I:%M"))  # expect: `%I` counts to 12 and `%p` is missing
    print(moment.strftime("%Y-W%V"))  # expect: `%Y` is the year of the day; the year of the week `%V` is `%G`.
    return datetime.strptime("2024-05-01", "%G-%m-%d")  # expect: `%G` is the year of the week
