"""The blueprint that the views of the pages hang on."""

from flask import Blueprint

pages = Blueprint("pages", __name__)
