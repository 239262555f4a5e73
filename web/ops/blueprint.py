"""The blueprint of the checks and metrics."""

from flask import Blueprint

ops = Blueprint("ops", __name__)
