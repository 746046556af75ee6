import time
from datetime import datetime


def show(moment, form):
    print(moment.strftime("%H:%M %m/%d"))
    print(moment.strftime("%Y-%m-%d %H:%M:%S"))
    print(time.strftime("%d/%m/%Y %I:%M %p"))
    print(moment.strftime("%G-W%V"))
    print(moment.strftime("%%I"))
    print(moment.strftime(form))
    print("%Y-%M-%d" % {})
    return datetime.strptime("1224", "%H%M")
