import typing
from typing import overload


class Box:
    def draw(self, x, y, width, height, *, colour, border=1, **options):
        return (x, y, width, height, colour, border, options)


@overload
def prompt(text: str, default: str, hide: bool, confirm: bool, suffix: str) -> str: ...
@typing.overload
def prompt(text: str, default: int, hide: bool, confirm: bool, suffix: str) -> int: ...
def prompt(text, default, hide=False, confirm=False, *, suffix=": "):
    return (text, default, hide, confirm, suffix)
