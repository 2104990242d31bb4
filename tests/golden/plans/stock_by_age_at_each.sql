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
  j."group_0",
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
    s."team" AS group_0,
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
      "team",
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
      "team",
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
GROUP BY
  j."number",
  j."group_0"
