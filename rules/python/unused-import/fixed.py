import sys
from collections import OrderedDict, defaultdict, deque
from shutil import move
from typing import (
    Any,
    Optional,
)


def first(values: "Any") -> Optional[int]:
    queue = deque(values)
    return move(queue.popleft(), OrderedDict(sys.argv), defaultdict(list))
