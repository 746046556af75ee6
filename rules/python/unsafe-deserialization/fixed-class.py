# proof: Sessions.get(request.COOKIES.state)
import base64
import io
import pickle

from django.http import JsonResponse


class OnlyPlain(pickle.Unpickler):
    def find_class(self, module, name):
        raise pickle.UnpicklingError(f"{module}.{name}")


class Sessions:
    def get(self, request):
        state = base64.b64decode(request.COOKIES["state"])
        try:
            plain = OnlyPlain(io.BytesIO(state)).load()
        except pickle.UnpicklingError:
            return JsonResponse({}, status=400)
        return JsonResponse({"count": len(plain)})
