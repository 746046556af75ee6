# proof: out(to)
from fastapi import APIRouter
from fastapi.responses import RedirectResponse

router = APIRouter()


@router.get("/out")
async def out(to: str = "/"):
    if not to.startswith("/") or to.startswith(("//", "/\\")) or not to.isprintable():
        to = "/"
    return RedirectResponse(to, status_code=303)
