from django.http import HttpResponse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt


@csrf_exempt  # expect: forged by other sites
def transfer(request):
    return HttpResponse()


@method_decorator(csrf_exempt, name="dispatch")  # expect: forged by other sites
class Transfer(View):
    pass
