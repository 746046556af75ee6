from django.http import HttpResponse


class Login:
    def post(self, request):
        response = HttpResponse()
        response.set_cookie("auth_token", "x", secure=False, httponly=True)  # expect: without `secure=True`
        return response
