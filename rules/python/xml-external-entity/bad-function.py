# proof: read(data)
from lxml import etree


def read(data):
    parser = etree.XMLParser(resolve_entities=True)  # expect: loads external entities
    return etree.fromstring(data, parser).text
