# proof: Accounts.post(request.body.name)
import json

from django.http import JsonResponse


class Accounts:
    def __init__(self, collection):
        self.collection = collection

    def post(self, request):
        sent = json.loads(request.body)
        count = self.collection.count_documents({"name": str(sent["name"])})
        return JsonResponse({"count": count})
