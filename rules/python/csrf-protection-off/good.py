from django.http import HttpResponse
from flask import Flask

app = Flask(__name__)
app.config["WTF_CSRF_ENABLED"] = True


def transfer(request):
    return HttpResponse()
