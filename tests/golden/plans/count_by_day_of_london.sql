WITH hours AS (
  SELECT
    period,
    UNNEST(RANGE(first_hour, end_hour, step)) AS hour
  FROM (VALUES
    (0, 1088400, 1089144, 24),
    (1, 1089144, 1089864, 24)) AS spans(period, first_hour, end_hour, step)
)
SELECT
  hours."period",
  COALESCE(SUM(j."sign") FILTER(WHERE
    j."verdict"), 0) AS numerator,
  COALESCE(SUM(j."sign") FILTER(WHERE
    NOT j."verdict"), 0) AS rest,
  COALESCE(SUM(j."sign") FILTER(WHERE
    j."verdict" IS NULL), 0) AS unknown
FROM (
  SELECT
    s."sign",
    s."due",
    TRUE AS verdict
  FROM (
    SELECT
      "object",
      "valid_from",
      "valid_to",
      "born",
      "due",
      "sign"
    FROM "case_current"
    UNION ALL
    SELECT
      "object",
      "valid_from",
      "valid_to",
      "born",
      "due",
      "sign"
    FROM "case_recent"
  ) AS s
  WHERE
    s."valid_from" <= CAST('2024-05-15 22:59:59.999999' AS TIMESTAMP)
    AND s."valid_to" > CAST('2024-05-15 22:59:59.999999' AS TIMESTAMP)
    AND s."born"
    AND NOT s."due" IS NULL
    AND s."due" >= CAST('2024-03-01' AS DATE)
    AND s."due" < CAST('2024-05-01' AS DATE)
) AS j
INNER JOIN "hours"
  ON (
    EPOCH_US(CAST(j."due" AS TIMESTAMP)) + 2208988800000000
  ) // 3600000000 = hours."hour"
GROUP BY
  hours."period"
HAVING
  COALESCE(SUM(j."sign") FILTER(WHERE
    j."verdict"), 0) <> 0
  OR COALESCE(SUM(j."sign") FILTER(WHERE
    NOT j."verdict"), 0) <> 0
  OR COALESCE(SUM(j."sign") FILTER(WHERE
    j."verdict" IS NULL), 0) <> 0
