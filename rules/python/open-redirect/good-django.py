# proof: leave(request.GET.url)
from django.http import HttpResponseRedirect

PAGES = {"/": "/", "/account?tab=1": "/account?tab=1"}


def leave(request):
    return HttpResponseRedirect(PAGES.get(request.GET.get("url"), "/"))
