# proof: Groups.get(request.GET.number)
from django.http import HttpResponse
from lxml import etree


class Groups:
    tree = etree.XML("<groups><group number='7'>admins</group></groups>")
    find = etree.XPath("/groups/group[@number=$number]/text()")

    def get(self, request):
        return HttpResponse(",".join(self.find(self.tree, number=request.GET["number"])))
