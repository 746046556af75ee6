# proof: Texts.collect(document)
import io
import xml.sax
import xml.sax.handler


class Texts(xml.sax.handler.ContentHandler):
    def collect(self, document):
        self.found = []
        parser = xml.sax.make_parser()
        parser.setFeature(xml.sax.handler.feature_external_ges, False)
        parser.setContentHandler(self)
        parser.parse(io.StringIO(document))
        return "".join(self.found)

    def characters(self, content):
        self.found.append(content)
