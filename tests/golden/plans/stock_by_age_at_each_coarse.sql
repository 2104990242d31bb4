WITH moments AS (
  SELECT
    0 AS number,
    CAST('2024-03-01 00:00:00' AS TIMESTAMP) AS moment,
    CAST('2024-02-29 23:59:59.999999' AS TIMESTAMP) AS moment_month
  UNION ALL
  SELECT
    1 AS number,
    CAST('2024-05-15 22:59:59.999999' AS TIMESTAMP) AS moment,
    CAST('2024-04-30 22:59:59.999999' AS TIMESTAMP) AS moment_month
)
SELECT
  j."number",
  COALESCE(SUM(j."sign") FILTER(WHERE
    j."verdict"), 0) AS numerator,
  COALESCE(SUM(j."sign") FILTER(WHERE
    NOT j."verdict"), 0) AS rest,
  COALESCE(SUM(j."sign") FILTER(WHERE
    j."verdict" IS NULL), 0) AS unknown
FROM (
  SELECT
    s."sign",
    moments."number",
    CASE
      WHEN (
        s."closed" IS NULL
        AND s."opened_at" <= (
          CASE
            WHEN s."precision" = 'month'
            THEN moments."moment_month"
            ELSE moments."moment"
          END
        ) - INTERVAL '14' DAYS
      )
      THEN TRUE
    END AS verdict
  FROM (
    SELECT
      "object",
      "valid_from",
      "valid_to",
      "born",
      "precision",
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
      "precision",
      "closed",
      "opened_at",
      "sign"
    FROM "case_recent"
  ) AS s
  INNER JOIN "moments"
    ON s."valid_from" <= (
      CASE
        WHEN s."precision" = 'month'
        THEN moments."moment_month"
        ELSE moments."moment"
      END
    )
    AND s."valid_to" > (
      CASE
        WHEN s."precision" = 'month'
        THEN moments."moment_month"
        ELSE moments."moment"
      END
    )
    AND s."born"
  WHERE
    COALESCE(
      (
        s."closed" IS NULL
        AND s."opened_at" <= (
          CASE
            WHEN s."precision" = 'month'
            THEN moments."moment_month"
            ELSE moments."moment"
          END
        ) - INTERVAL '14' DAYS
      ),
      TRUE
    )
) AS j
GROUP BY
  j."number"
