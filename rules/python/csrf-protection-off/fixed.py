from django.http import HttpResponse


def transfer(request):
    return HttpResponse()
