# proof: order(request.json.number)
from flask import Flask, jsonify, request
from pymongo import MongoClient

app = Flask(__name__)
orders = MongoClient(connect=False).shop.orders


@app.route("/order", methods=["POST"])
def order():
    return jsonify(orders.find_one({"number": str(request.json["number"])}))
