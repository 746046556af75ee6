# proof: Documents.post(request.POST.document)
from defusedxml import ElementTree
from django.http import JsonResponse


class Documents:
    def post(self, request):
        document = request.POST["document"]
        return JsonResponse({"children": len(ElementTree.XML(document))})
