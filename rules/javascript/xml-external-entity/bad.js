const libxml = require('libxmljs');

function read(text) {
  return libxml.parseXml(text, { noent: true }); // expect: loads external entities
}
