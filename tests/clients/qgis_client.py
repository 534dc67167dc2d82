"""QGIS without a screen. Skips the script that imports it where QGIS is not installed."""

import os
import sys
import unittest

import heatward_e2e
import numpy

os.environ["QT_QPA_PLATFORM"] = "offscreen"
try:
    from qgis.core import (QgsApplication, QgsCoordinateReferenceSystem, QgsMapRendererSequentialJob, QgsMapSettings,
                           QgsRectangle)
    from qgis.PyQt.QtCore import QSize
    from qgis.PyQt.QtGui import QColor, QImage
except ImportError as missing:
    heatward_e2e.skip_script(f"QGIS is not installed (tools/install-deps --clients): {missing}")

EARTH_M = 20037508.342789244


def start(folder):
    """Starts QGIS with settings and caches of its own in `folder`; keep what it gives until the end."""
    os.environ["XDG_RUNTIME_DIR"] = folder
    os.environ["QGIS_CUSTOM_CONFIG_PATH"] = folder
    QgsApplication.setPrefixPath("/usr", True)
    application = QgsApplication([], False)
    application.initQgis()
    return application


def main():
    """Runs the calling script's tests. The process ends there: QGIS's destructors, in the order in which Python calls
    them, free twice."""
    done = unittest.main(verbosity=2, exit=False)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0 if done.result.wasSuccessful() else 1)


def render(layers, zoom, x, y, count=1):
    """`count` x `count` tiles' extent drawn by QGIS at 256 pixels a tile: rows x columns x RGBA, on white."""
    side = 2 * EARTH_M / 2**zoom
    west, north = x * side - EARTH_M, EARTH_M - y * side
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    settings.setBackgroundColor(QColor(255, 255, 255))
    settings.setOutputSize(QSize(256 * count, 256 * count))
    settings.setExtent(QgsRectangle(west, north - count * side, west + count * side, north))
    settings.setFlag(QgsMapSettings.Antialiasing, False)
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    if errors := job.errors():
        raise AssertionError([error.message for error in errors])
    image = job.renderedImage().convertToFormat(QImage.Format_RGBA8888)
    pixels = image.constBits()
    pixels.setsize(image.sizeInBytes())
    return numpy.frombuffer(pixels, numpy.uint8).reshape(image.height(), image.width(), 4).copy()


def over_white(rgba):
    """What is seen of a picture on white paper, as RGB."""
    alpha = rgba[..., 3:].astype(float) / 255
    return rgba[..., :3] * alpha + 255 * (1 - alpha)
