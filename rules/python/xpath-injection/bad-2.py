from lxml import etree


def price(request):
    tree = etree.parse("shop.xml")
    query = f"//item[@id='{request.GET['id']}']/price"
    return tree.xpath(query)  # expect: holds data of a request
