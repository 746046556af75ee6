def find(names, wanted):
    for name in names:
        if name == wanted:
            print(name)
            break
    else:
        print("not found")


def count(number):
    while number > 0:
        number -= 1
    print("done")
