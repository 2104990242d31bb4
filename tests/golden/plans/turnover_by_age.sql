WITH moments AS (
  SELECT
    0 AS number,
    CAST('2024-03-01 00:00:00' AS TIMESTAMP) AS moment
  UNION ALL
  SELECT
    1 AS number,
    CAST('2024-05-15 22:59:59.999999' AS TIMESTAMP) AS moment
)
SELECT
  j."number",
  COALESCE(SUM(j."change") FILTER(WHERE
    j."change" > 0), 0) AS arrivals,
  COALESCE(SUM(-j."change") FILTER(WHERE
    j."change" < 0), 0) AS departures
FROM (
  SELECT
    j."number",
    j."object",
    j."change"
  FROM (
    SELECT
      b."number",
      b."object",
      SUM(b."change") AS change
    FROM (
      SELECT
        j."number" + 0 AS number,
        j."object",
        j."sign" AS change
      FROM (
        SELECT
          s."sign",
          s."object",
          moments."number",
          CASE
            WHEN (
              s."closed" IS NULL AND s."opened_at" <= moments."moment" - INTERVAL '14' DAYS
            )
            THEN TRUE
          END AS verdict
        FROM (
          SELECT
            "object",
            "valid_from",
            "valid_to",
            "born",
            "closed",
            "opened_at",
            "sign"
          FROM "case_current"
          UNION ALL
          SELECT
            "object",
            "valid_from",
            "valid_to",
            "born",
            "closed",
            "opened_at",
            "sign"
          FROM "case_recent"
        ) AS s
        INNER JOIN "moments"
          ON s."valid_from" <= moments."moment"
          AND s."valid_to" > moments."moment"
          AND s."born"
        WHERE
          COALESCE(
            (
              s."closed" IS NULL AND s."opened_at" <= moments."moment" - INTERVAL '14' DAYS
            ),
            TRUE
          )
      ) AS j
      WHERE
        j."verdict"
      UNION ALL
      SELECT
        j."number" + 1 AS number,
        j."object",
        -j."sign" AS change
      FROM (
        SELECT
          s."sign",
          s."object",
          moments."number",
          CASE
            WHEN (
              s."closed" IS NULL AND s."opened_at" <= moments."moment" - INTERVAL '14' DAYS
            )
            THEN TRUE
          END AS verdict
        FROM (
          SELECT
            "object",
            "valid_from",
            "valid_to",
            "born",
            "closed",
            "opened_at",
            "sign"
          FROM "case_current"
          UNION ALL
          SELECT
            "object",
            "valid_from",
            "valid_to",
            "born",
            "closed",
            "opened_at",
            "sign"
          FROM "case_recent"
        ) AS s
        INNER JOIN "moments"
          ON s."valid_from" <= moments."moment"
          AND s."valid_to" > moments."moment"
          AND s."born"
        WHERE
          COALESCE(
            (
              s."closed" IS NULL AND s."opened_at" <= moments."moment" - INTERVAL '14' DAYS
            ),
            TRUE
          )
      ) AS j
      WHERE
        j."verdict"
    ) AS b
    GROUP BY
      b."number",
      b."object"
    HAVING
      SUM(b."change") <> 0
  ) AS j
  WHERE
    j."number" > 0 AND j."number" < 2
) AS j
GROUP BY
  j."number"
