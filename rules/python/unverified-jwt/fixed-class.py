# proof: Sessions.get(request.COOKIES.session)
import jwt
from django.http import JsonResponse


class Sessions:
    def __init__(self, secret):
        self.secret = secret

    def get(self, request):
        claims = jwt.decode(request.COOKIES["session"], self.secret, algorithms=["HS256"], options={"verify_exp": True})
        return JsonResponse({"role": claims["role"]})
