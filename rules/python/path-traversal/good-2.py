from pathlib import Path

from fastapi import APIRouter, Depends
from flask import Blueprint, request

router = APIRouter()
pages = Blueprint("pages", __name__)
BASE = Path("/srv/pages")
NAMES = ("start", "about")


@router.get("/page/{number}")
async def page(number: int, folder: str = Depends(lambda: "/srv")):
    return (BASE / str(number)).read_text() + open(folder + "/x").read()


@pages.route("/page/<int:number>")
def by_number(number):
    return open("/srv/pages/%s.html" % number).read()


@pages.route("/known")
def known():
    name = request.args["name"]
    if name not in NAMES:
        return "no", 404
    return (BASE / name).read_text()


@pages.route("/under")
def under():
    path = (BASE / request.args["name"]).resolve()
    if not path.is_relative_to(BASE):
        return "no", 404
    return path.read_text()
