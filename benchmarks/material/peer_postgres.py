"""The baseline of benchmarks/directory_search.py: the same questions asked of PostgreSQL by itself.

Dutch full text with a GIN index, an index on the point, on the themes and on the hours; per question one statement for
the first 20 in order, the capped count, and how many there are per theme, per weekday and per price. What it leaves
out: compound words, typing errors, what comes to people at home, counts without one's own choice, ten facets.
"""

import time
from typing import Any

TABLE = """
DROP TABLE IF EXISTS peer; DROP TABLE IF EXISTS peer_time;
CREATE TABLE peer AS
SELECT s.id, s.name, s.price, p.x, p.y, point(p.x, p.y) AS spot,
    coalesce(s.minimum_age, 0) AS youngest, coalesce(s.maximum_age, 255) AS oldest,
    to_tsvector('dutch', s.name || ' ' || s.description || ' ' || o.name || ' ' || coalesce(p.name, '')) AS words,
    (SELECT array_agg(t.theme_id) FROM directory_service_themes t WHERE t.service_id = s.id) AS themes, e.card
FROM directory_service s JOIN accounts_organisation o ON o.id = s.provider_id
    JOIN directory_searchentry e ON e.service_id = s.id LEFT JOIN places_place p ON p.id = s.place_id;
CREATE TABLE peer_time AS SELECT service_id, weekday, starts_at, ends_at FROM directory_servicetime;
CREATE INDEX ON peer USING gin (words); CREATE INDEX ON peer USING gist (spot); CREATE INDEX ON peer USING gin (themes);
CREATE INDEX ON peer (id); CREATE INDEX ON peer_time (service_id); CREATE INDEX ON peer_time (weekday, starts_at);
ANALYZE peer; ANALYZE peer_time;
"""
QUESTION = """
WITH hit AS MATERIALIZED (SELECT id, themes, price, words, spot FROM peer WHERE {where})
SELECT (SELECT count(*) FROM (SELECT 1 FROM hit LIMIT 1001) capped),
    (SELECT json_object_agg(theme, n) FROM (SELECT unnest(themes) theme, count(*) n FROM hit GROUP BY 1) per_theme),
    (SELECT json_object_agg(weekday, n) FROM (SELECT weekday, count(DISTINCT service_id) n FROM peer_time
        JOIN hit ON hit.id = service_id GROUP BY 1) per_day),
    (SELECT json_object_agg(free, n) FROM
        (SELECT coalesce(price = 0, false) free, count(*) n FROM hit GROUP BY 1) cost),
    (SELECT json_agg(card) FROM (SELECT card FROM peer JOIN
        (SELECT id FROM hit ORDER BY {order} LIMIT 20) page USING (id)) cards)
"""
ON_TIME = """%(age)s BETWEEN youngest AND oldest AND EXISTS (SELECT 1 FROM peer_time t WHERE t.service_id = peer.id
    AND weekday = %(weekday)s AND starts_at < %(to)s AND ends_at > %(from)s)"""


def prepare(connection: Any) -> None:
    """Make its tables and indexes."""
    connection.execute(TABLE)


def ask(connection: Any, question: dict[str, str | int]) -> int:
    """One question; says how many it counted."""
    where, order, values = ["true"], [], {}
    if words := question.get("words"):
        where.append("words @@ plainto_tsquery('dutch', %(words)s)")
        order.append("ts_rank(words, plainto_tsquery('dutch', %(words)s)) DESC")
        values["words"] = words
    if near := question.get("near"):
        x, y = (float(part) for part in str(near).split(","))
        where.append("spot <@ circle(point(%(x)s, %(y)s), %(radius)s)")
        order.append("spot <-> point(%(x)s, %(y)s)")
        values |= {"x": x, "y": y, "radius": question["radius"]}
    if theme := question.get("theme"):
        where.append("themes @> ARRAY[%(theme)s]::varchar[]")
        values["theme"] = theme
    if "weekday" in question:
        where.append(ON_TIME)
        values |= {"age": question["age"], "weekday": question["weekday"]}
        values |= {"from": question["fromTime"], "to": question["toTime"]}
    sql = QUESTION.format(where=" AND ".join(where), order=", ".join([*order, "id"]))
    return int(connection.execute(sql, values).fetchone()[0])


def measure(connection: Any, asked: list[dict[str, str | int]], cpu: Any) -> tuple[float, list[float]]:
    """CPU per question in seconds, session and this process together, and the seconds that each answer took."""
    took, ours, before = [], time.process_time(), cpu()
    for question in asked:
        began = time.perf_counter()
        ask(connection, question)
        took.append(time.perf_counter() - began)
    return (time.process_time() - ours + cpu() - before) / len(asked), took
