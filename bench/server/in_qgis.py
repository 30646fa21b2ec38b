"""Opens a register in QGIS, as a file and by way of a server, and draws both. See docs/qgis.md.

Run by the Python that QGIS is installed for: QT_QPA_PLATFORM=offscreen /usr/bin/python3 in_qgis.py ...
"""

import argparse
import sqlite3
import sys

from qgis.core import (
    QgsApplication, QgsCoordinateReferenceSystem, QgsMapRendererCustomPainterJob,
    QgsMapSettings, QgsProviderRegistry, QgsRectangle, QgsVectorLayer,
)
from qgis.PyQt.QtCore import QRectF, QSize, Qt
from qgis.PyQt.QtGui import QColor, QFont, QImage, QPainter

SIDE, HIGH, HEAD, KEY = 620, 510, 34, 325
# From the lowest to the topmost.
ORDER = ["land_releases", "hazards", "minefield_records", "finds", "incidents"]


def layers_of_file(path):
    """What the file says that it has for people; QGIS also knows of tables that it cannot add."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as file:
        named = {row[0] for row in file.execute("SELECT table_name FROM gpkg_contents")}
    found = QgsProviderRegistry.instance().querySublayers(path)
    return [(one.name(), one.uri()) for one in found if one.name() in named]


def open_file(path):
    return [QgsVectorLayer(uri, name, "ogr") for name, uri in layers_of_file(path)]


def open_server(url):
    uri = "url='{}' typename='{}'"
    return [QgsVectorLayer(uri.format(url, name), name, "OAPIF") for name in ORDER]


def tell(layers):
    """What QGIS makes of each: how many, how drawn, what its columns are called."""
    wrong = 0
    for layer in layers:
        if not layer.isValid():
            print(f"{layer.name()}: not opened")
            wrong += 1
            continue
        features = sum(1 for _ in layer.getFeatures())
        drawn = layer.renderer().type() if layer.renderer() else "a table"
        print(f"{layer.name()}: {features} rows, {drawn}")
        for field in layer.fields():
            alias = f" ({field.alias()})" if field.alias() else ""
            print(f"    {field.name()}: {field.typeName()}{alias}")
    return wrong


def key(painter, layers, left, top):
    """The names and symbols of layers, in columns."""
    painter.setFont(QFont("DejaVu Sans", 8))
    line, lowest = top, top + KEY - 12
    for layer in layers:
        if not layer.isSpatial() or layer.featureCount() == 0:
            continue
        items = layer.renderer().legendSymbolItems()
        if line + 17 + 16 * len(items) > lowest:
            left, line = left + SIDE // 2, top
        painter.setPen(QColor("#111"))
        painter.drawText(QRectF(left, line, SIDE, 16), Qt.AlignVCenter, layer.name())
        line += 17
        for item in items:
            if item.symbol():
                image = item.symbol().asImage(QSize(14, 14))
                painter.drawImage(left + 10, line, image)
            painter.setPen(QColor("#444"))
            painter.drawText(QRectF(left + 30, line, SIDE, 15), Qt.AlignVCenter, item.label())
            line += 16


def draw(painter, layers, box, left, title):
    settings = QgsMapSettings()
    settings.setLayers([layer for layer in reversed(layers) if layer.isValid() and layer.isSpatial()])
    settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    settings.setBackgroundColor(QColor("white"))
    settings.setOutputSize(QSize(SIDE, HIGH))
    settings.setExtent(box)
    image = QImage(SIDE, HIGH, QImage.Format_ARGB32)
    image.fill(QColor("white"))
    inner = QPainter(image)
    job = QgsMapRendererCustomPainterJob(settings, inner)
    job.start()
    job.waitForFinished()
    inner.end()
    painter.setPen(QColor("#111"))
    painter.setFont(QFont("DejaVu Sans", 10, QFont.Bold))
    painter.drawText(QRectF(left, 0, SIDE, HEAD), Qt.AlignVCenter, title)
    painter.drawImage(left, HEAD, image)
    painter.setPen(QColor("#888"))
    painter.drawRect(left, HEAD, SIDE - 1, HIGH - 1)
    key(painter, layers, left, HEAD + HIGH + 8)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("register")
    arguments.add_argument("server", help="as http://127.0.0.1:7700/ogc")
    arguments.add_argument("picture")
    arguments.add_argument("--box", default="46.0,39.99,46.31,40.26", help="west,south,east,north")
    given = arguments.parse_args()
    QgsApplication.setPrefixPath("/usr", True)
    application = QgsApplication([], False)
    application.initQgis()
    west, south, east, north = map(float, given.box.split(","))
    box = QgsRectangle(west, south, east, north)
    print("== the file")
    of_file = open_file(given.register)
    wrong = tell(of_file)
    print("== the server")
    of_server = open_server(given.server)
    wrong += tell(of_server)
    picture = QImage(SIDE * 2 + 30, HEAD + HIGH + KEY, QImage.Format_RGB32)
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.Antialiasing)
    mapped = [layer for layer in of_file if layer.name() in ORDER]
    mapped.sort(key=lambda layer: ORDER.index(layer.name()))
    draw(painter, mapped, box, 5, "The register as a file (GeoPackage), with its own styles")
    draw(painter, of_server, box, SIDE + 20, "The same from cairn serve (OGC API - Features)")
    painter.end()
    if not picture.save(given.picture, "PNG"):
        wrong += 1
        print(f"{given.picture} cannot be written")
    # QGIS ends badly while layers are still held.
    del mapped, of_file, of_server
    application.exitQgis()
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
