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


def test_prices(client, shop, customer, currency, discount):
    assert client.price(shop, customer, currency) == discount


@router.get("/list", response_model=Page)
async def list_prompts(query: str, page: int, size: int, order: str, session=None):
    return await find(query, page, size, order, session)


# What has a default is given by name where it is given at all.
def connect(host, port, user, password, timeout=10, retries=3):
    return (host, port, user, password, timeout, retries)


# A plugin is called with names.
@hookspec(firstresult=True)
def navigation_bar(nav, interview, wrapper, inner, show_links):
    """Draws the bar."""
