# proof: handler(event.user)
import logging


def handler(event, context):
    log = logging.getLogger("handler")
    log.warning("call of {} in {}".format(event["user"].replace("\n", " ").replace("\r", " "), context))
    return {"done": True}
