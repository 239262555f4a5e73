"""The version of kashaf that is serving."""

from importlib.metadata import version

VERSION = version("kashaf")
