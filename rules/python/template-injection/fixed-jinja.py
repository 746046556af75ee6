# proof: Mails.preview(request.POST.body)
from django.http import HttpResponse
from jinja2 import Environment


class Mails:
    def __init__(self):
        self.environment = Environment(autoescape=True)

    def preview(self, request):
        body = request.POST["body"]
        template = self.environment.from_string("Dear customer, {{ body }}")
        return HttpResponse(template.render(body=body), content_type="text/plain")
