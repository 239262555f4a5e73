"""A draft is pasted, related pieces come back."""

from flask import current_app, render_template, request

from web.archives import current_archive
from web.pages.blueprint import pages


@pages.route("/draft", methods=["GET", "POST"])
def draft() -> str:
    """Show the form, and for a draft the pieces related to it with the words that this rests on."""
    text = request.form.get("text", "")
    related = None
    if text.strip():
        related = current_archive().related_to_text(text, limit=current_app.config["RELATED"])
    return render_template("draft.html", text=text, related=related, sent=request.method == "POST")
