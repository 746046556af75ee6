from lxml import etree


def price(request):
    tree = etree.parse("shop.xml")
    return tree.xpath("//item[@id=$id]/price", id=request.GET["id"])
