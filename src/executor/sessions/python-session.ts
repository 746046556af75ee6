// The text of the Python program that keeps an interpreter's state between the calls of a session.

/**
 * Reads one JSON job a line on its standard input, `{code, mark}`, runs it in one namespace, and ends the output of
 * each on both streams by a line of NUL, mark and exit code. The value of a last expression is shown, as at a prompt.
 */
export const PYTHON_SESSION = String.raw`
import ast, json, os, sys, traceback

jobs = os.fdopen(os.dup(0), "rb")
null = os.open(os.devnull, os.O_RDONLY)
os.dup2(null, 0)
os.close(null)
sys.path.insert(0, os.getcwd())
module = type(sys)("__main__")
sys.modules["__main__"] = module
namespace = module.__dict__
namespace["__builtins__"] = __builtins__

def run(code):
    try:
        tree = ast.parse(code, "<session>")
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, "<session>", "exec"), namespace)
        if last is not None:
            value = eval(compile(ast.Expression(last.value), "<session>", "eval"), namespace)
            if value is not None:
                print(repr(value))
        return 0
    except SystemExit as end:
        if end.code is None or isinstance(end.code, int):
            return end.code or 0
        print(end.code, file=sys.stderr)
        return 1
    except BaseException:
        kind, error, frames = sys.exc_info()
        traceback.print_exception(kind, error, frames.tb_next if frames else None)
        return 1

for line in jobs:
    job = json.loads(line)
    status = run(job["code"])
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:
            pass
    end = ("\0" + job["mark"] + " " + str(status & 255) + "\n").encode()
    os.write(1, end)
    os.write(2, end)
`;
