"""What a push is refused with: the status of HTTP for each reason, and one line that says what to do."""

from starlette.responses import JSONResponse, Response

from peeler.terms.errors import RequestError, Trouble
from peeler.workspace.pushing import FarBehind, RevokedToken, TooMuch, UnknownToken

STATUS: tuple[tuple[type[RequestError], int], ...] = (
    (UnknownToken, 401),
    (RevokedToken, 403),
    (TooMuch, 413),
    (FarBehind, 429),
    (Trouble, 503),
    (RequestError, 422),
)
AGAIN_AFTER_TROUBLE = 10  # seconds


def refusal(problem: RequestError) -> Response:
    """The response to a push of which nothing was kept."""
    status = next(status for kind, status in STATUS if isinstance(problem, kind))
    headers = {}
    if isinstance(problem, FarBehind | Trouble):
        headers["Retry-After"] = str(problem.seconds if isinstance(problem, FarBehind) else AGAIN_AFTER_TROUBLE)
    if status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    # A disk that is full is told to whoever looks after Peeler, with its folder; the sender needs not know where.
    words = "Peeler cannot keep anything now; send it again later" if isinstance(problem, Trouble) else str(problem)
    return JSONResponse({"error": words}, status_code=status, headers=headers)
