from django.http import HttpResponseRedirect
from flask import Blueprint, redirect, request
from tornado.httputil import url_concat
from tornado.web import RequestHandler

pages = Blueprint("pages", __name__)


@pages.route("/permalink")
def permalink():
    url = find_dashboard(7).url
    if original := request.query_string.decode():
        url = f"{url}&{original}"
    return redirect(url)


@pages.route("/leave")
def leave():
    target = request.args.get("url", "")
    if is_trusted_redirect_url(target):
        return redirect(target)
    return redirect("/")


class Redirect(RequestHandler):
    def get(self):
        self.redirect("&".join([self.target, self.request.query]))

    def post(self):
        user = self.get_argument("user")
        self.redirect(url_concat(self.hub.base_url, {"next": user}))


def added(request, response):
    location = response["Location"]
    parent = request.GET.get("parent")
    return HttpResponseRedirect(f"{location}?parent={parent}")


def sign_in(request, identity_provider):
    back = request.GET.get("next", "/")
    return HttpResponseRedirect(identity_provider.login(back))


def confirm(request):
    client = request.GET.get("client", "")
    return HttpResponseRedirect("%s?client=%s" % (site_reverse("confirm"), client))


def edited(request, ticket):
    form = TicketForm(request.POST, instance=ticket)
    ticket = form.save()
    return redirect(ticket)


def found(request, tickets):
    ticket = tickets().get(**{"number": request.GET["q"]})
    return HttpResponseRedirect(ticket.staff_url)


def saved(request, query):
    query = Query(text=request.POST["text"])
    return HttpResponseRedirect("{}?saved={}".format(reverse("list"), query.id))


def dashboard(request, tools_url):
    return HttpResponseRedirect(f"{tools_url}/dashboard/{request.GET['project']}")
