const { BrowserWindow } = require('electron');

function open() {
  return new BrowserWindow({ webPreferences: { contextIsolation: true } });
}
