import os
from urllib.parse import urlsplit

import httpx
import requests
from fastapi import APIRouter
from flask import Flask, request

app = Flask(__name__)
router = APIRouter()
session = requests.Session()
API = "https://api.example.com"
ALLOWED_HOSTS = {"img.example.com"}


@router.get("/users/{name}")
async def user(name: str):
    async with httpx.AsyncClient() as client:
        return (await client.get(f"https://api.example.com/users/{name}")).json()


@app.route("/city")
def city():
    return session.get(API + "/cities?name=" + request.args["name"], timeout=5).text


@app.route("/image")
def image():
    url = request.args["url"]
    parts = urlsplit(url)
    if parts.hostname not in ALLOWED_HOSTS:
        return "no", 400
    return session.get(url, timeout=5).content


def own():
    return session.get(os.environ["STATUS_URL"], timeout=5).text
