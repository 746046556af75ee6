# proof: Search.get(request.GET.q)
import logging

from django.http import HttpResponse

logger = logging.getLogger("search")


class Search:
    def get(self, request):
        term = " ".join(request.GET.get("q").split())
        logger.error(f"no result for {term}".replace("\n", " "))
        return HttpResponse("none")
