# proof: Search.get(request.GET.q)
import logging

from django.http import HttpResponse

logger = logging.getLogger("search")


class Search:
    def get(self, request):
        term = request.GET.get("q")
        logger.error(f"no result for {term}")  # expect: forges entries
        return HttpResponse("none")
