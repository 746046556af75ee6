import xml.sax
from xml.sax.handler import feature_external_ges


class Reader:
    def __init__(self, handler):
        self.parser = xml.sax.make_parser()
        self.parser.setFeature(feature_external_ges, True)  # expect: loads external entities
        self.parser.setContentHandler(handler)
