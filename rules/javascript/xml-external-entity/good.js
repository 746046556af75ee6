const libxml = require('libxmljs');

function read(text) {
  return libxml.parseXml(text, { noent: false }), libxml.parseXml(text);
}
