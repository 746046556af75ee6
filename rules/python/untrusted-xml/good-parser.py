from html.parser import HTMLParser
from xml.etree import ElementTree

from flask import request


def load():
    parser = HTMLParser()
    parser.feed(request.get_data(as_text=True))
    return parser.get_starttag_text()


def refuse(*declared):
    raise ValueError("no declarations")


def read_strictly():
    parser = ElementTree.XMLParser()
    parser.parser.EntityDeclHandler = refuse
    parser.feed(request.data)
    return parser.close()
