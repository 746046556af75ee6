# proof: Hooks.post(request.POST.target)
import requests
from django.http import HttpResponse, HttpResponseBadRequest

TARGETS = {"http://example.com/data": "http://example.com/data"}


class Hooks:
    def post(self, request):
        target = TARGETS.get(request.POST["target"])
        if target is None:
            return HttpResponseBadRequest()
        answer = requests.post(target, json={"event": "order"}, timeout=5)
        return HttpResponse(str(answer.status_code))
