# proof: out(to)
from fastapi import APIRouter
from fastapi.responses import RedirectResponse

router = APIRouter()


@router.get("/out")
async def out(to: str = "/"):
    return RedirectResponse(to, status_code=303)  # expect: it can lead to any site
