import { BrowserWindow } from 'electron';

export const preferences = { webPreferences: { contextIsolation: false } }; // expect: takes the protection away
export const make = () => new BrowserWindow(preferences);
