# proof: Notes.get(request.GET.file)
from pathlib import Path

from django.http import HttpResponse


class Notes:
    folder = Path(".")

    def get(self, request):
        name = request.GET["file"]
        path = self.folder / (name + ".txt")
        return HttpResponse(path.read_text(), content_type="text/plain")  # expect: comes from a request
