WITH hours AS (
  SELECT
    period,
    UNNEST(RANGE(first_hour, end_hour, step)) AS hour
  FROM (VALUES
    (0, 1088400, 1089143, 1),
    (1, 1089143, 1089863, 1)) AS spans(period, first_hour, end_hour, step)
)
SELECT
  hours."period",
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
    s."opened_at",
    s."team" AS group_0,
    CASE WHEN (
      s."kind" <> 'void'
    ) THEN TRUE END AS verdict
  FROM (
    SELECT
      "object",
      "valid_from",
      "valid_to",
      "born",
      "kind",
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
      "kind",
      "opened_at",
      "team",
      "sign"
    FROM "case_recent"
  ) AS s
  WHERE
    s."valid_from" <= CAST('2024-05-15 22:59:59.999999' AS TIMESTAMP)
    AND s."valid_to" > CAST('2024-05-15 22:59:59.999999' AS TIMESTAMP)
    AND s."born"
    AND NOT s."opened_at" IS NULL
    AND s."opened_at" >= CAST('2024-03-01 00:00:00' AS TIMESTAMP)
    AND s."opened_at" < CAST('2024-04-30 23:00:00' AS TIMESTAMP)
    AND COALESCE((
      s."kind" <> 'void'
    ), TRUE)
) AS j
INNER JOIN "hours"
  ON (
    EPOCH_US(j."opened_at") + 2208988800000000
  ) // 3600000000 = hours."hour"
GROUP BY
  hours."period",
  j."group_0"
HAVING
  COALESCE(SUM(j."sign") FILTER(WHERE
    j."verdict"), 0) <> 0
  OR COALESCE(SUM(j."sign") FILTER(WHERE
    NOT j."verdict"), 0) <> 0
  OR COALESCE(SUM(j."sign") FILTER(WHERE
    j."verdict" IS NULL), 0) <> 0
