import httpx
from fastapi import FastAPI

app = FastAPI()


@app.get("/home-page")
def home_page(user: str):
    return httpx.get("https://" + user).text  # expect: comes from a request
