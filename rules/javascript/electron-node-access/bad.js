const { BrowserWindow } = require('electron');

function open() {
  return new BrowserWindow({ webPreferences: { nodeIntegration: true } }); // expect: takes the protection away
}
