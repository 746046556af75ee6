def host(address, name):
    stem = name.removesuffix(".py")
    return stem, address.removeprefix("https://")
