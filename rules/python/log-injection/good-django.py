# proof: Search.get(request.GET.q)
import logging

from django.http import HttpResponse

logger = logging.getLogger("search")


class Search:
    def get(self, request):
        logger.error("no result for %r" % repr(request.GET.get("q")))
        return HttpResponse("none")
