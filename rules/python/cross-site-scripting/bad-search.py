# proof: search(q)
from fastapi import FastAPI
from fastapi.responses import HTMLResponse

app = FastAPI()


@app.get("/search")
async def search(q: str = ""):
    return HTMLResponse("<h1>Results for " + q + "</h1>", status_code=200)  # expect: without escaping
