"""How the checks say no."""


class CountyError(Exception):
    """The county is not what it must be; the text says where and what."""


def require(condition, wrong):
    if not condition:
        raise CountyError(wrong)
