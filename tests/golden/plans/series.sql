WITH hours AS (
  SELECT
    period,
    UNNEST(RANGE(first_hour, end_hour, step)) AS hour
  FROM (VALUES
    (0, 1089142, 1089143, 1),
    (1, 1089143, 1089863, 1)) AS spans(period, first_hour, end_hour, step)
)
SELECT
  c."period",
  c."group_0",
  SUM(c."numerator") AS numerator,
  SUM(c."rest") AS rest,
  SUM(c."unknown") AS unknown
FROM (
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
      s."valid_from",
      s."valid_to",
      s."team" AS group_0,
      CASE WHEN (
        s."closed" IS NULL AND s."kind" <> 'void'
      ) THEN TRUE END AS verdict
    FROM (
      SELECT
        "object",
        "valid_from",
        "valid_to",
        "born",
        "closed",
        "kind",
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
        "kind",
        "team",
        "sign"
      FROM "case_recent"
    ) AS s
    WHERE
      s."valid_to" > s."valid_from"
      AND s."born"
      AND s."valid_from" < CAST('2024-04-30 23:00:00' AS TIMESTAMP)
      AND s."valid_to" >= CAST('2024-03-31 23:00:00' AS TIMESTAMP)
      AND COALESCE((
        s."closed" IS NULL AND s."kind" <> 'void'
      ), TRUE)
  ) AS j
  INNER JOIN "hours"
    ON (
      EPOCH_US(GREATEST(j."valid_from", CAST('2024-03-31 22:00:00' AS TIMESTAMP))) + 2208988800000000
    ) // 3600000000 = hours."hour"
  GROUP BY
    hours."period",
    j."group_0"
  UNION ALL
  SELECT
    hours."period",
    j."group_0",
    -COALESCE(SUM(j."sign") FILTER(WHERE
      j."verdict"), 0) AS numerator,
    -COALESCE(SUM(j."sign") FILTER(WHERE
      NOT j."verdict"), 0) AS rest,
    -COALESCE(SUM(j."sign") FILTER(WHERE
      j."verdict" IS NULL), 0) AS unknown
  FROM (
    SELECT
      s."sign",
      s."valid_from",
      s."valid_to",
      s."team" AS group_0,
      CASE WHEN (
        s."closed" IS NULL AND s."kind" <> 'void'
      ) THEN TRUE END AS verdict
    FROM (
      SELECT
        "object",
        "valid_from",
        "valid_to",
        "born",
        "closed",
        "kind",
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
        "kind",
        "team",
        "sign"
      FROM "case_recent"
    ) AS s
    WHERE
      s."valid_to" > s."valid_from"
      AND s."born"
      AND s."valid_from" < CAST('2024-04-30 23:00:00' AS TIMESTAMP)
      AND s."valid_to" >= CAST('2024-03-31 23:00:00' AS TIMESTAMP)
      AND COALESCE((
        s."closed" IS NULL AND s."kind" <> 'void'
      ), TRUE)
  ) AS j
  INNER JOIN "hours"
    ON (
      EPOCH_US(j."valid_to") + 2208988800000000
    ) // 3600000000 = hours."hour"
  WHERE
    j."valid_to" < CAST('2024-04-30 23:00:00' AS TIMESTAMP)
  GROUP BY
    hours."period",
    j."group_0"
) AS c
GROUP BY
  c."period",
  c."group_0"
