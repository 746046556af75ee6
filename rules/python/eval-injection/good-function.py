# proof: read_list(text)
import json


def read_list(text):
    return json.loads(text)
