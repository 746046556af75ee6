# proof: Staff.find(request.GET.surname)
from django.http import JsonResponse
from ldap3.utils.conv import escape_filter_chars


class Staff:
    base = "ou=staff,dc=example"

    def __init__(self, directory):
        self.directory = directory

    def find(self, request):
        query = "(|(sn=%s)(cn=nobody))" % escape_filter_chars(request.GET["surname"])
        self.directory.search(self.base, query)
        return JsonResponse({"count": len(self.directory.entries)})
