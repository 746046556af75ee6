import calendar
import time
from datetime import datetime, timezone

import pytz


def stamps(path, moment):
    now = datetime.now().replace(tzinfo=timezone.utc)  # expect: takes a local time for UTC, or UTC for a local time
    today = datetime.today().replace(tzinfo=pytz.utc)  # expect: takes a local time for UTC, or UTC for a local time
    changed = datetime.fromtimestamp(path.stat().st_mtime).replace(tzinfo=timezone.utc)  # expect: takes a local time for UTC, or UTC for a local time
    whole = datetime.now().replace(microsecond=0).replace(tzinfo=timezone.utc)  # expect: takes a local time for UTC, or UTC for a local time
    seconds = time.mktime(moment.utctimetuple())  # expect: takes a local time for UTC, or UTC for a local time
    since = time.mktime(time.gmtime())  # expect: takes a local time for UTC, or UTC for a local time
    local = calendar.timegm(time.localtime())  # expect: takes a local time for UTC, or UTC for a local time
    return now, today, changed, whole, seconds, since, local
