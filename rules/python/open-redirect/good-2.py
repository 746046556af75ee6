from django.http import HttpResponseRedirect
from fastapi import APIRouter
from fastapi.responses import RedirectResponse
from flask import Blueprint, redirect, request

router = APIRouter()
pages = Blueprint("pages", __name__)


@router.get("/user/{name}")
async def user(name: str):
    return RedirectResponse(url=f"/users/{name}")


@pages.route("/search")
def search():
    return redirect("/find?q=" + request.args["q"])


@pages.route("/again")
def again():
    return redirect(request.path)


@pages.route("/shop")
def shop():
    return redirect("https://shop.example.com/?from=%s" % request.args["from"])


def reload(request):
    return HttpResponseRedirect(request.get_full_path())
