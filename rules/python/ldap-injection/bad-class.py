# proof: Staff.find(request.GET.surname)
from django.http import JsonResponse


class Staff:
    base = "ou=staff,dc=example"

    def __init__(self, directory):
        self.directory = directory

    def find(self, request):
        query = "(|(sn=%s)(cn=nobody))" % request.GET["surname"]
        self.directory.search(self.base, query)  # expect: not escaped
        return JsonResponse({"count": len(self.directory.entries)})
