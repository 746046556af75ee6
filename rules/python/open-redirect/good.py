from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from flask import url_for


def back(request):
    url = request.POST.get("back", "/")
    if not url_has_allowed_host_and_scheme(url, allowed_hosts=None):
        url = "/"
    return redirect(url)


def home(request):
    return redirect("/home")


def page(request):
    return redirect(url_for("page", number=request.GET["n"]))


def looked_up(request):
    from django.shortcuts import redirect

    if request.GET.get("item"):
        return redirect(get_product(request.GET["item"]).get_absolute_url())
    return redirect(get_safe_redirect(request.GET["next"]))
