from django.http import HttpResponse
from tornado.web import RequestHandler


class Login(RequestHandler):
    def get(self):
        self.write(self.render_template("login.html", next=self.get_argument("next", default="/")))


class Fragment:
    def get(self, request):
        return HttpResponse(self.render_to_string(request=request, inline=request.GET.get("inline", "0")))


def part(request, mails):
    answer = HttpResponse(mails.decode(request.GET["part"]))
    answer["Content-Type"] = mails.content_type
    return answer


def missing(request):
    from flask import make_response, request

    return make_response({"message": f"Missing {request.args['name']}"}, 400)


class Pool(RequestHandler):
    def post(self, worker):
        self.write({"message": f"Growing {worker} by {self.get_argument('n')}"})
