from errors import PaymentError


class TypeError:
    pass


class Amount:
    def __add__(self, other):
        problem = ValueError("negative amount")
        PaymentError("kept by its own constructor")
        TypeError()
        if other is None:
            return NotImplemented
        raise problem
