"""`/metrics` in Prometheus' text format. With several workers each tells its own: scrape them by process, or sum."""

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from leadline.api.metrics import Metrics
from leadline.api.request import Asker

router = APIRouter(tags=["service"])


@router.get("/metrics", response_class=Response)
def metrics(request: Request, access: Asker) -> Response:
    kept: Metrics = request.app.state.metrics
    return Response(generate_latest(kept.registry), media_type=CONTENT_TYPE_LATEST)
