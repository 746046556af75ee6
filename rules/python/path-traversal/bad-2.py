import os

from django.http import HttpResponse
from django.views import View


class Report(View):
    def get(self, request):
        name = request.GET["report"]
        with open("/srv/reports/" + name, "rb") as file:  # expect: comes from a request
            return HttpResponse(file.read())

    def delete(self, request):
        os.remove("/srv/reports/%s" % request.GET.get("report"))  # expect: comes from a request
        return HttpResponse(status=204)
