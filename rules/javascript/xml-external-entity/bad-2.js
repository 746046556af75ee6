import libxmljs from 'libxmljs2';

export class Reader {
  read(text) {
    return libxmljs.parseXmlString(text, { noblanks: true, noent: true }); // expect: loads external entities
  }
}
