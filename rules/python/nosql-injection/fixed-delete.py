# proof: remove(request.json.number)
from flask import Flask, jsonify, request
from pymongo import MongoClient

app = Flask(__name__)
orders = MongoClient(connect=False).shop.orders


@app.route("/remove", methods=["POST"])
def remove():
    number = str(request.json["number"])
    return jsonify(count=orders.delete_many({"number": number, "state": "1"}))
