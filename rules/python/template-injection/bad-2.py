from django.http import HttpResponse
from jinja2 import Template


def mail(request):
    body = request.POST["body"]
    return HttpResponse(Template(body).render())  # expect: the source of a template
