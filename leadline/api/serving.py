"""What each server process makes for itself: `uvicorn leadline.api.serving:application --factory`."""

from fastapi import FastAPI

from leadline.api import logs
from leadline.api.app import create_app
from leadline.api.settings import read_settings
from leadline.api.wiring import build


def application() -> FastAPI:
    logs.to_screen()
    return create_app(build(read_settings()))
