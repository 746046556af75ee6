import aiohttp
import httpx
import requests
from fastapi import APIRouter, Query
from flask import Flask, request

app = Flask(__name__)
router = APIRouter()
session = requests.Session()


@app.route("/fetch")
def fetch():
    return session.get(request.args["url"], timeout=5).text  # expect: comes from a request


@router.get("/mirror")
async def mirror(url: str = Query(...)):
    async with httpx.AsyncClient() as client:
        answer = await client.get(url)  # expect: comes from a request
    return answer.text


@router.post("/ping")
async def ping(body: dict):
    async with aiohttp.ClientSession() as own:
        async with own.request("GET", body["target"]) as answer:  # expect: comes from a request
            return {"status": answer.status}
