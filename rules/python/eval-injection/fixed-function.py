# proof: read_list(text)
import ast


def read_list(text):
    return ast.literal_eval(text)
