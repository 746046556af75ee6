# proof: login(request.json.password)
from flask import Flask, jsonify, request
from pymongo import MongoClient

app = Flask(__name__)
users = MongoClient(connect=False).shop.users


@app.route("/login", methods=["POST"])
def login():
    body = request.get_json()
    user = users.find_one({"password": body["password"]})  # expect: of the query language
    return jsonify(ok=user is not None)
