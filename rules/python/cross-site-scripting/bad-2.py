from django.http import HttpResponse
from django.utils.safestring import mark_safe


def greet(request):
    return HttpResponse("Hello %s" % request.GET["name"])  # expect: without escaping


def badge(request):
    text = "<b>{}</b>".format(request.POST["title"])
    return {"badge": mark_safe(text)}  # expect: without escaping
