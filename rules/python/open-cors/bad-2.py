from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware


def create():
    app = FastAPI()
    app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True)  # expect: together with credentials
    return app
