from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme, urlencode


class Refund:
    def post(self, request):
        if "next" in request.GET and url_has_allowed_host_and_scheme(request.GET.get("next"), allowed_hosts=None):
            return redirect(request.GET.get("next"))
        form = RefundForm(request.POST)
        if form.is_valid():
            return redirect(form.instance)
        query = request.GET.copy()
        query.pop("page", None)
        return redirect(f"{self.url}?{query.urlencode()}")


def renamed(request, new_url):
    return HttpResponseRedirect(f"{new_url}?{request.META['QUERY_STRING']}")


def second_step(request, login_url):
    return HttpResponseRedirect(f"{login_url}?{urlencode({'next': request.POST.get('next')})}")


def signed(request, signer):
    return HttpResponseRedirect(signer.unsign(request.GET["url"]))
