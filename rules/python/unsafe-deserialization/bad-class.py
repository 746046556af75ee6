# proof: Sessions.get(request.COOKIES.state)
import base64
import pickle

from django.http import JsonResponse


class Sessions:
    def get(self, request):
        state = base64.b64decode(request.COOKIES["state"])
        # The marks at both ends are no proof of where it comes from.
        if not state.startswith(b"\x80") or not state.endswith(b"."):
            return JsonResponse({}, status=400)
        return JsonResponse({"count": len(pickle.loads(state))})  # expect: `pickle.loads` runs whatever code
