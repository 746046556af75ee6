from pathlib import Path

from fastapi import APIRouter, File, UploadFile
from flask import Blueprint, request

router = APIRouter()
pages = Blueprint("pages", __name__)
BASE = Path("/srv/pages")


@router.get("/page/{name}")
async def page(name: str):
    return BASE.joinpath(name).read_text()  # expect: comes from a request


@router.post("/picture")
async def picture(file: UploadFile = File(...)):
    with open(f"/srv/pictures/{file.filename}", "wb") as target:  # expect: comes from a request
        target.write(await file.read())


@pages.route("/upload", methods=["POST"])
def upload():
    sent = request.files["file"]
    destination = "/srv/uploads/" + sent.filename
    sent.save(destination)  # expect: comes from a request
    return "stored"


@pages.route("/raw/<path:where>")
def raw(where):
    return (BASE / where).read_bytes()  # expect: comes from a request
