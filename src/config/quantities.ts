// Kept for its importers: the quantities live with the records that cross folders.

export * from "../model/quantities.ts";
