from fastapi import FastAPI
from starlette.applications import Starlette

app = FastAPI(title="stock", debug=True)  # expect: Debug mode is on
pages = Starlette(debug=True)  # expect: Debug mode is on
