import defusedxml.ElementTree
from flask import request
from lxml import etree
from xml.etree import ElementTree


def load():
    defusedxml.ElementTree.fromstring(request.data)
    etree.fromstring(request.data, parser=etree.XMLParser(resolve_entities=False))
    return ElementTree.parse("settings.xml")
