import json  # expect: `json` is imported and not used
import os.path as paths  # expect: `paths` is imported and not used
import sys
import xml.dom  # expect: `xml.dom` is imported and not used
from collections import OrderedDict, defaultdict, deque
from typing import (
    Any,
    List,  # expect: `List` is imported and not used
    Optional,
)
from shutil import copy, move  # expect: `copy` is imported and not used


def first(values: "Any") -> Optional[int]:
    from math import floor  # expect: `floor` is imported and not used

    queue = deque(values)
    return move(queue.popleft(), OrderedDict(sys.argv), defaultdict(list))
