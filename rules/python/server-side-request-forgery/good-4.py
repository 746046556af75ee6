import httpx
from fastapi import FastAPI

from .auth import CurrentUser

app = FastAPI()


@app.get("/home-page")
def home_page(user: CurrentUser):
    return httpx.get(user.home_page).text
