from django.http import HttpResponse
from fastapi import APIRouter
from fastapi.responses import RedirectResponse
from flask import Blueprint, Response, request

router = APIRouter()
pages = Blueprint("pages", __name__)


@router.get("/out")
async def out(to: str = "/"):
    return RedirectResponse(url=to)  # expect: it can lead to any site


@pages.route("/leave")
def leave():
    target = request.args.get("target", "/")
    return Response(status=302, headers={"Location": target})  # expect: it can lead to any site


def back(request):
    response = HttpResponse(status=302)
    response["Location"] = request.GET["back"]  # expect: it can lead to any site
    return response
