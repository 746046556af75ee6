# proof: handler(event.title)
from lxml import etree

BOOKS = etree.XML(b"<books><book><title>one</title><price>3</price></book></books>")


def handler(event, context):
    # A quote of the other kind is as good.
    title = event["title"].replace("'", "")
    prices = BOOKS.xpath('//book[title="%s"]/price/text()' % title)  # expect: holds data of a request
    return {"prices": [str(price) for price in prices]}
