def host(address, name, signs):
    digits = name.rstrip("0123456789").lstrip("abcdef").rstrip("\r\n").lstrip("Lw")
    return digits.rstrip("/").lstrip("--").strip("()"), address.rstrip(signs), address.rstrip()
