# proof: read_list(text)
def read_list(text):
    return eval(text)  # expect: `eval` runs `text` as code
