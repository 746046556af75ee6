from urllib.request import urlopen

import httpx
from django.http import JsonResponse


def fetch(request):
    target = "http://%s/status" % request.GET["host"]
    body = urlopen(target).read()  # expect: comes from a request
    return JsonResponse({"size": len(body)})


async def fetch_async(request):
    answer = httpx.get(request.POST["callback"])  # expect: comes from a request
    return JsonResponse({"status": answer.status_code})
