from django.http import HttpResponseRedirect
from django.shortcuts import redirect


def leave(request):
    return redirect(request.GET["url"])  # expect: it can lead to any site


def back(request):
    url = request.POST.get("back", "/")
    return HttpResponseRedirect(url)  # expect: it can lead to any site
