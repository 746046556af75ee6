import pickle
from pickle import loads

import numpy
import torch
import yaml
from flask import request


def restore():
    return pickle.loads(request.data)  # expect: `pickle.loads` runs whatever code the data in `request.data` asks for


def cached(cache, key):
    stored = cache.get(key)
    return loads(stored)  # expect: the data in `stored`


def settings(path):
    with open(path) as stream:
        first = yaml.load(stream)  # expect: `yaml.load` runs whatever code
        second = yaml.load(stream, Loader=yaml.Loader)  # expect: `yaml.load` runs whatever code
        third = yaml.unsafe_load(stream)  # expect: `yaml.unsafe_load` runs whatever code
        fourth = yaml.load(stream, Loader=yaml.FullLoader)  # expect: before PyYAML 5.4
    return first, second, third, fourth


def weights(path):
    array = numpy.load(path, allow_pickle=True)  # expect: `numpy.load` runs
    return array, torch.load(path, weights_only=False)  # expect: `torch.load` runs


def model(stream):
    return pickle.Unpickler(stream).load()  # expect: `pickle.Unpickler` runs
