# proof: Plugins.get(request.GET.plugin)
from django.http import JsonResponse


class Plugins:
    def get(self, request):
        module = __import__(request.GET["plugin"])  # expect: built from
        return JsonResponse({"title": getattr(module, "title", None)})
