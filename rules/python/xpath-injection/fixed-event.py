# proof: handler(event.title)
from lxml import etree

BOOKS = etree.XML(b"<books><book><title>one</title><price>3</price></book></books>")


def handler(event, context):
    books = [book for book in BOOKS.iter("book") if book.findtext("title") == event["title"]]
    return {"prices": [book.findtext("price") for book in books]}
