import calendar
import time
from datetime import datetime, timezone


def stamps(path, moment):
    now = datetime.now(timezone.utc)
    changed = datetime.fromtimestamp(path.stat().st_mtime, timezone.utc)
    whole = datetime.now(timezone.utc).replace(microsecond=0)
    seconds = calendar.timegm(moment.utctimetuple())
    since = time.time()
    local = time.mktime(time.localtime())
    return now, changed, whole, seconds, since, local
