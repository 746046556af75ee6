# proof: leave(request.GET.url)
from django.http import HttpResponseRedirect


def leave(request):
    url = request.GET.get("url", "/")
    return HttpResponseRedirect(url)  # expect: it can lead to any site
