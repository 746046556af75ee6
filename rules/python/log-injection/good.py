import logging

from flask import request

logger = logging.getLogger(__name__)


def login():
    logging.info("login of %r", request.args["name"])
    logger.info("number %d" % int(request.args["number"]))
    logger.info(f"{request.args['name']!r}".replace("\n", " "))
