"""What every response carries so that a browser loads nothing from elsewhere, keeps nothing and frames nothing."""

from collections.abc import Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONTENT_SECURITY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
ALWAYS = {
    "Content-Security-Policy": CONTENT_SECURITY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
KEPT = "public, max-age=31536000, immutable"


class Guarded:
    """Around the whole application: security headers, ``no-store`` on all but assets, and only hosts of our own.

    A page on this machine's own address is read by whoever names that address; another site whose name is pointed at it
    is refused (DNS rebinding).
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str]) -> None:
        self.app, self.hosts = app, frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(ALWAYS)
                headers["Cache-Control"] = cache_control(scope, message["status"])
            await send(message)

        if "*" not in self.hosts and host_named(Headers(scope=scope)) not in self.hosts:
            refusal = PlainTextResponse("Peeler does not answer to this host name.\n", status_code=400)
            await refusal(scope, receive, with_headers)
            return
        await self.app(scope, receive, with_headers)


def cache_control(scope: Scope, status: int) -> str:
    """For good where the address carries the asset's digest, asked again for other assets, never for answers."""
    if not scope["path"].startswith("/static/") or status not in (200, 304):
        return "no-store"
    return KEPT if scope["query_string"].startswith(b"v=") else "no-cache"


def host_named(headers: Headers) -> str:
    """The host a request asks for, without its port; an IPv6 address keeps its brackets."""
    host = headers.get("host", "")
    return host[: host.index("]") + 1] if host.startswith("[") and "]" in host else host.partition(":")[0]
