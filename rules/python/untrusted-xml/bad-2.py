import xml.sax
from xml.dom import minidom


def upload(request):
    text = request.POST["document"]
    xml.sax.parseString(text, Handler())  # expect: use defusedxml
    return minidom.parseString(text)  # expect: use defusedxml
