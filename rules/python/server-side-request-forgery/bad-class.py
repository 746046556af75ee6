# proof: Hooks.post(request.POST.target)
import requests
from django.http import HttpResponse, HttpResponseBadRequest


class Hooks:
    def post(self, request):
        target = request.POST["target"]
        if "localhost" in target or "127.0.0.1" in target:
            return HttpResponseBadRequest()
        answer = requests.post(target, json={"event": "order"}, timeout=5)  # expect: comes from a request
        return HttpResponse(str(answer.status_code))
