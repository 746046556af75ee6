# proof: Plugins.get(request.GET.plugin)
from django.http import Http404, JsonResponse


class Plugins:
    def get(self, request):
        if request.GET["plugin"] != "report":
            raise Http404
        import report

        return JsonResponse({"title": report.title})
