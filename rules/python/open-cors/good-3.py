from flask import Flask
from flask_cors import CORS

app = Flask(__name__)
CORS(app, resources={r"/public/*": {"origins": "*"}})
CORS_ALLOW_ALL_ORIGINS = True
