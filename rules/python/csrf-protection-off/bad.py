from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt


@csrf_exempt
def transfer(request):  # expect: forged by other sites
    return HttpResponse()
