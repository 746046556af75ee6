import copy
import hmac
import json
import pickle

import numpy
import torch
import yaml
from yaml import CSafeLoader


class OwnLoader(yaml.SafeLoader):
    pass


def settings(path, value):
    with open(path) as stream:
        first = yaml.safe_load(stream)
        second = yaml.load(stream, Loader=yaml.SafeLoader)
        third = yaml.load(stream, CSafeLoader)
        fourth = yaml.load(stream, Loader=OwnLoader)
    return first, second, third, fourth, json.loads(value)


def duplicate(value):
    stored = pickle.dumps(value)
    return pickle.loads(pickle.dumps(value)), pickle.loads(stored), copy.deepcopy(value)


def weights(path):
    return numpy.load(path), torch.load(path, weights_only=True)


def constant():
    return pickle.loads(b"\x80\x04K\x01.")


def signed(message, signature, key):
    if hmac.compare_digest(signature, hmac.digest(key, message, "sha256")):
        return pickle.loads(message)
    return None
