import logging

logger = logging.getLogger(__name__)


def show(request):
    term = request.GET.get("q")
    logger.warning(f"no result for {term}")  # expect: forges entries
