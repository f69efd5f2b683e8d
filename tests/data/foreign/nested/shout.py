"""A filter of this site's own, beside its settings."""


def shout(text):
    return str(text).upper()
