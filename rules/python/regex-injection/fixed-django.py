# proof: Words.get(request.GET.word)
import re

from django.http import JsonResponse


class Words:
    text = "a text in which words are counted, text after text, line after line"

    def get(self, request):
        word = re.escape(request.GET["word"])
        found = re.findall(word, self.text)
        return JsonResponse({"count": len(found)})
