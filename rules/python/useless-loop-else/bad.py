def find(names, wanted):
    for name in names:
        if name == wanted:
            print(name)
    else:  # expect: This `else` always runs after the loop
        print("not found")


def count(number):
    while number > 0:
        for part in range(number):
            if part:
                break
        number -= 1
    else:  # expect: This `else` always runs after the loop
        print("done")
