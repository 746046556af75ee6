# proof: person(request.args.name)
import sqlite3

from flask import Flask, request

app = Flask(__name__)


@app.route("/person")
def person():
    name = request.args.get("name")
    with sqlite3.connect("people.db") as database:
        rows = database.execute("SELECT name, city FROM people WHERE lower(name) = lower('" + name + "')").fetchall()  # expect: built from `name`
    return {"people": [list(row) for row in rows]}
