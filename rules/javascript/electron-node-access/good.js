const { BrowserWindow } = require('electron');

const window = new BrowserWindow({ webPreferences: { nodeIntegration: false, contextIsolation: true } });
