import xml.sax
from xml.sax.handler import feature_external_ges
from lxml import etree

PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
OTHER = xml.sax.make_parser()
OTHER.setFeature(feature_external_ges, False)
