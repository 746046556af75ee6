# proof: Feeds.post(request.body)
from io import BytesIO

from defusedxml.ElementTree import parse
from django.http import JsonResponse


class Feeds:
    def post(self, request):
        tree = parse(BytesIO(request.body))
        return JsonResponse({"text": tree.getroot().text})
