# proof: count(data)
from lxml import etree


def count(data):
    return len(etree.fromstring(data, etree.XMLParser(resolve_entities=False)))
