// Declares the module that oxc-parser has no types for; `raw-buffer.ts` says what it reads of it.

declare module "oxc-parser/src-js/bindings.js";
