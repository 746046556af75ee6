from html.parser import HTMLParser

from flask import request


def load():
    parser = HTMLParser()
    parser.feed(request.get_data(as_text=True))
    return parser.get_starttag_text()
