// The text of the Python program that runs SQL on SQLite inside the sandbox.

/**
 * Reads a job from the JSON file given as its argument, runs its statements one after the other and writes the last
 * result set to the job's rows file. The authorizer refuses whatever leaves the database: the sandbox is the boundary,
 * and this makes the refusal a clear message.
 */
export const SQL_DRIVER = String.raw`
import json, re, sqlite3, sys

job = json.load(open(sys.argv[1], encoding="utf-8"))
REFUSED_FUNCTIONS = {"load_extension", "readfile", "writefile", "edit", "fts3_tokenizer", "zipfile", "lsdir", "fsdir"}
REFUSED_PRAGMAS = {"temp_store_directory", "data_store_directory", "writable_schema", "trusted_schema", "mmap_size"}
refusal = None

def authorize(action, first, second, database, trigger):
    global refusal
    if action in (sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_DETACH):
        refusal = "ATTACH, DETACH and VACUUM INTO are refused: a run has one database"
    elif action == sqlite3.SQLITE_FUNCTION and str(second).lower() in REFUSED_FUNCTIONS:
        refusal = "the function " + str(second) + " is refused: it leaves the database"
    elif action == sqlite3.SQLITE_PRAGMA and str(first).lower() in REFUSED_PRAGMAS:
        refusal = "PRAGMA " + str(first) + " is refused"
    else:
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY

TOKEN = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|\[[^\]]*\]|--[^\n]*|/\*.*?\*/|\?\d*|[:@$]\w+|;|[^'"\[\-/?:@$;]+|.""", re.S)

def split_statements(text):
    statement, blank = "", True
    for match in TOKEN.finditer(text):
        token = match.group()
        statement += token
        if token == ";":
            if sqlite3.complete_statement(statement):
                if not blank:
                    yield statement
                statement, blank = "", True
        elif not token.isspace() and not token.startswith(("--", "/*")):
            blank = False
    if not blank:
        yield statement

def count_places(statement):
    highest = 0
    for match in TOKEN.finditer(statement):
        token = match.group()
        if token.startswith("?"):
            highest = int(token[1:]) if len(token) > 1 else highest + 1
    return highest

def parameters_for(statement, given, used):
    if isinstance(given, dict):
        return {name.lstrip(":@$"): value for name, value in given.items()}, used
    places = count_places(statement)
    if places > len(given) - used and places <= len(given):
        used = 0 if used == len(given) else used
    return given[used:used + places], used + places

def cell(value):
    if isinstance(value, bytes):
        import base64
        return {"base64": base64.b64encode(value).decode("ascii")}
    if isinstance(value, int) and abs(value) > 2**53 - 1:
        return str(value)
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return str(value)
    return value

def shown(value):
    if value is None:
        return "NULL"
    return "x'" + value.hex() + "'" if isinstance(value, bytes) else str(value)

def main():
    connection = sqlite3.connect(job["database"] or ":memory:", isolation_level=None)
    connection.text_factory = lambda data: data.decode("utf-8", "replace")
    connection.set_authorizer(authorize)
    if hasattr(connection, "setlimit"):
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, job["valueBytes"])
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    used, columns, rows, truncated, size = 0, None, [], False, 0
    for statement in split_statements(job["code"]):
        given, used = parameters_for(statement, job["parameters"], used)
        cursor = connection.execute(statement, given)
        if cursor.description is None:
            continue
        columns, rows, truncated, size = [entry[0] for entry in cursor.description], [], False, 0
        print("\t".join(columns))
        for row in cursor:
            size += sum(len(value) if isinstance(value, (str, bytes)) else 8 for value in row)
            if len(rows) >= job["maximumRows"] or size > job["rowBytes"]:
                truncated = True
                break
            rows.append([cell(value) for value in row])
            print("\t".join(shown(value) for value in row))
        cursor.close()
    if connection.in_transaction:
        connection.commit()
    connection.close()
    if columns is not None:
        with open(job["rowsFile"], "w", encoding="utf-8") as file:
            json.dump({"columns": columns, "rows": rows, "truncated": truncated}, file)

try:
    main()
except MemoryError:
    sys.exit("MemoryError")
except (sqlite3.Error, sqlite3.Warning, ValueError, OverflowError) as error:
    sys.stdout.flush()
    sys.exit("SQL error: " + (refusal or str(error)))
`;
