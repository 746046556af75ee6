# proof: Groups.get(request.GET.number)
from django.http import HttpResponse
from lxml import etree


class Groups:
    tree = etree.XML("<groups><group number='7'>admins</group></groups>")

    def get(self, request):
        path = f"/groups/group[@number='{request.GET['number']}']/text()"
        return HttpResponse(",".join(self.tree.xpath(path)))  # expect: holds data of a request
