import importlib

from flask import request

HANDLERS = {"order": "shop.handlers.order", "cart": "shop.handlers.cart"}


def handler():
    module = importlib.import_module(HANDLERS[request.args["handler"]])
    return module.handle()
