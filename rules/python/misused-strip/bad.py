def host(address, name):
    stem = name.rstrip(".py")  # expect: `rstrip` removes any of the characters of `".py"`, not the word; `removesuffix`
    return stem, address.lstrip("https://")  # expect: `lstrip` removes any of the characters of `"https://"`
