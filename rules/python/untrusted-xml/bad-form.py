# proof: Documents.post(request.POST.document)
from django.http import JsonResponse
from lxml import etree


class Documents:
    def post(self, request):
        document = request.POST["document"]
        root = etree.XML(document)  # expect: use defusedxml
        return JsonResponse({"children": len(root)})
