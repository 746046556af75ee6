import calendar
import time
from datetime import datetime, timezone
from zoneinfo import ZoneInfo


def stamps(stamp, text, moment):
    # What is written as UTC elsewhere may be read as UTC here.
    parsed = datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=timezone.utc)
    old = datetime.utcnow().replace(tzinfo=timezone.utc)
    local = datetime.now().replace(tzinfo=ZoneInfo("Europe/Berlin"))
    naive = datetime.now(timezone.utc).replace(tzinfo=None)
    own = datetime.fromtimestamp(stamp, tz=timezone.utc).replace(tzinfo=timezone.utc)
    seconds = calendar.timegm(time.gmtime(stamp))
    same = time.mktime(moment.timetuple())
    midnight = datetime.now().replace(hour=0, minute=0)
    return parsed, old, local, naive, own, seconds, same, midnight
