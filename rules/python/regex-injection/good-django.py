# proof: Words.get(request.GET.word)
from django.http import JsonResponse


class Words:
    text = "a text in which words are counted"

    def get(self, request):
        return JsonResponse({"count": self.text.count(request.GET["word"])})
