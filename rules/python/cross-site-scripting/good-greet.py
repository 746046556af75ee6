# proof: greet(request.GET.name)
from django.http import HttpResponse


def greet(request):
    return HttpResponse("Hello %s" % request.GET.get("name", ""), content_type="text/plain")
