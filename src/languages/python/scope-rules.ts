// How names are bound in Python, and the names that exist without an import.

import { Kind } from "../../syntax/kinds.ts";
import type { ScopeRules } from "../../syntax/language.ts";

/** `dir(builtins)` of CPython 3.14 with the module's own names, and those of Python 2 that code still tests for. */
const builtins = `
  ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError BrokenPipeError
  BufferError BytesWarning ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError
  ConnectionResetError DeprecationWarning EOFError Ellipsis EncodingWarning EnvironmentError Exception ExceptionGroup
  False FileExistsError FileNotFoundError FloatingPointError FutureWarning GeneratorExit IOError ImportError
  ImportWarning IndentationError IndexError InterruptedError IsADirectoryError KeyError KeyboardInterrupt LookupError
  MemoryError ModuleNotFoundError NameError None NotADirectoryError NotImplemented NotImplementedError OSError
  OverflowError PendingDeprecationWarning PermissionError ProcessLookupError PythonFinalizationError RecursionError
  ReferenceError ResourceWarning RuntimeError RuntimeWarning StopAsyncIteration StopIteration SyntaxError SyntaxWarning
  SystemError SystemExit TabError TimeoutError True TypeError UnboundLocalError UnicodeDecodeError UnicodeEncodeError
  UnicodeError UnicodeTranslateError UnicodeWarning UserWarning ValueError Warning ZeroDivisionError __build_class__
  __debug__ __doc__ __file__ __import__ __loader__ __name__ __package__ __path__ __spec__ __builtins__ __annotations__
  __dict__ abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex
  copyright credits delattr dict dir divmod enumerate eval exec exit filter float format frozenset getattr globals
  hasattr hash help hex id input int isinstance issubclass iter len license list locals map max memoryview min next
  object oct open ord pow print property quit range repr reversed round set setattr slice sorted staticmethod str sum
  super tuple type vars zip WindowsError`;

/** Names are bound by assigning them; functions do not see the names of the class around them. */
export const scopeRules: ScopeRules = {
  opens: new Map([
    [Kind.FunctionDeclaration, "function"],
    [Kind.Lambda, "function"],
    [Kind.ClassDeclaration, "class"],
    [Kind.Comprehension, "comprehension"],
  ]),
  binding: "by-assignment",
  isClassScopeVisibleInside: false,
  builtins: new Set(builtins.trim().split(/\s+/)),
};
