SELECT
  COALESCE(SUM(j."change") FILTER(WHERE
    j."change" > 0), 0) AS arrivals,
  COALESCE(SUM(-j."change") FILTER(WHERE
    j."change" < 0), 0) AS departures
FROM (
  SELECT
    b."object",
    SUM(b."change") AS change
  FROM (
    SELECT
      j."object",
      j."sign" AS change
    FROM (
      SELECT
        s."sign",
        s."object",
        CASE
          WHEN (
            s."closed" IS NULL
            AND s."opened_at" <= CAST('2024-05-15 22:59:59.999999' AS TIMESTAMP) - INTERVAL '14' DAYS
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
      WHERE
        s."valid_from" <= CAST('2024-05-15 22:59:59.999999' AS TIMESTAMP)
        AND s."valid_to" > CAST('2024-05-15 22:59:59.999999' AS TIMESTAMP)
        AND s."born"
        AND COALESCE(
          (
            s."closed" IS NULL
            AND s."opened_at" <= CAST('2024-05-15 22:59:59.999999' AS TIMESTAMP) - INTERVAL '14' DAYS
          ),
          TRUE
        )
    ) AS j
    WHERE
      j."verdict"
    UNION ALL
    SELECT
      j."object",
      -j."sign" AS change
    FROM (
      SELECT
        s."sign",
        s."object",
        CASE
          WHEN (
            s."closed" IS NULL
            AND s."opened_at" <= CAST('2024-03-01 00:00:00' AS TIMESTAMP) - INTERVAL '14' DAYS
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
      WHERE
        s."valid_from" <= CAST('2024-03-01 00:00:00' AS TIMESTAMP)
        AND s."valid_to" > CAST('2024-03-01 00:00:00' AS TIMESTAMP)
        AND s."born"
        AND COALESCE(
          (
            s."closed" IS NULL
            AND s."opened_at" <= CAST('2024-03-01 00:00:00' AS TIMESTAMP) - INTERVAL '14' DAYS
          ),
          TRUE
        )
    ) AS j
    WHERE
      j."verdict"
  ) AS b
  GROUP BY
    b."object"
  HAVING
    SUM(b."change") <> 0
) AS j
