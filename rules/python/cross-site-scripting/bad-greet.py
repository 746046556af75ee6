# proof: greet(request.GET.name)
from django.http import HttpResponse


def greet(request):
    name = request.GET.get("name", "").replace("<script>", "")
    return HttpResponse("<p>Hello %s</p>" % name)  # expect: without escaping
