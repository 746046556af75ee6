class Box:
    def draw(self, x, y, width, height, *, colour, border=1, **options):
        return (x, y, width, height, colour, border, options)
