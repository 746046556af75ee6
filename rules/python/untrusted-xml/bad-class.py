# proof: Feeds.post(request.body)
from io import BytesIO

from django.http import JsonResponse
from lxml import etree


class Feeds:
    def post(self, request):
        tree = etree.parse(BytesIO(request.body))  # expect: use defusedxml
        return JsonResponse({"text": tree.getroot().text})
