def main():
    # The lines of a nested function are its own.
    def show(values):
        for value in values:
            print(value)
            print(value + 1)

    show([1, 2])
    show([3, 4])
