import json

import numpy
import torch
import yaml
from flask import request


def restore():
    return json.loads(request.data)


def settings(path):
    with open(path) as stream:
        return yaml.safe_load(stream)


def weights(path):
    return numpy.load(path), torch.load(path, weights_only=True)
