"""Headers that keep pages harmless, limits by client, and whom to believe about who the client is."""

from collections.abc import Mapping

from flask import Flask, Response, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.middleware.proxy_fix import ProxyFix

# Everything is our own and in files: no inline script or style, nothing from elsewhere, no framing.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # What was searched for is nobody else's business.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_ONE_YEAR = "max-age=31536000"


def register(app: Flask) -> None:
    """Send the headers, count requests by client, and believe as many proxies as the settings say."""
    proxies = app.config["TRUSTED_PROXIES"]
    if proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies
        )
    app.after_request(_with_headers)
    Limiter(
        get_remote_address,
        app=app,
        application_limits=[limit] if (limit := app.config["RATE_LIMIT"]) else [],
        application_limits_exempt_when=_is_exempt,
        headers_enabled=True,
        storage_uri="memory://",
        strategy="moving-window",
    )
    app.before_request(_refuse_too_large)


def _is_exempt() -> bool:
    return request.endpoint == "static" or request.blueprint == "ops"


def _refuse_too_large() -> None:
    """Refuse a body in chunks that reaches the limit: Werkzeug would take its beginning for the whole."""
    limit = request.max_content_length
    if limit and "Transfer-Encoding" in request.headers and len(request.get_data()) >= limit:
        raise RequestEntityTooLarge


def _with_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", _ONE_YEAR)
    return response
