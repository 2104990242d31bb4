WITH hours AS (
  SELECT
    period,
    UNNEST(RANGE(first_hour, end_hour, step)) AS hour
  FROM (VALUES
    (0, 1089646, 1089647, 1),
    (1, 1089647, 1089815, 1),
    (2, 1089815, 1089983, 1)) AS spans(period, first_hour, end_hour, step)
), hours_by_month AS (
  SELECT
    period,
    UNNEST(RANGE(first_hour, end_hour, step)) AS hour
  FROM (VALUES
    (0, 1089142, 1089143, 1),
    (1, 1089143, 1089143, 1),
    (2, 1089143, 1089863, 1)) AS spans(period, first_hour, end_hour, step)
)
SELECT
  c."period",
  SUM(c."numerator") AS numerator,
  SUM(c."rest") AS rest,
  SUM(c."unknown") AS unknown
FROM (
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
      s."valid_from",
      s."valid_to",
      CASE WHEN (
        s."closed" IS NULL AND s."kind" <> 'void'
      ) THEN TRUE END AS verdict
    FROM (
      SELECT
        "object",
        "valid_from",
        "valid_to",
        "born",
        "precision",
        "closed",
        "kind",
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
        "kind",
        "sign"
      FROM "case_recent"
    ) AS s
    WHERE
      s."valid_to" > s."valid_from"
      AND s."born"
      AND s."valid_from" < CAST('2024-05-05 23:00:00' AS TIMESTAMP)
      AND s."valid_to" >= CAST('2024-04-21 23:00:00' AS TIMESTAMP)
      AND NOT COALESCE(s."precision" IN ('month'), FALSE)
      AND COALESCE((
        s."closed" IS NULL AND s."kind" <> 'void'
      ), TRUE)
  ) AS j
  INNER JOIN "hours"
    ON (
      EPOCH_US(GREATEST(j."valid_from", CAST('2024-04-21 22:00:00' AS TIMESTAMP))) + 2208988800000000
    ) // 3600000000 = hours."hour"
  GROUP BY
    hours."period"
  UNION ALL
  SELECT
    hours."period",
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
      CASE WHEN (
        s."closed" IS NULL AND s."kind" <> 'void'
      ) THEN TRUE END AS verdict
    FROM (
      SELECT
        "object",
        "valid_from",
        "valid_to",
        "born",
        "precision",
        "closed",
        "kind",
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
        "kind",
        "sign"
      FROM "case_recent"
    ) AS s
    WHERE
      s."valid_to" > s."valid_from"
      AND s."born"
      AND s."valid_from" < CAST('2024-05-05 23:00:00' AS TIMESTAMP)
      AND s."valid_to" >= CAST('2024-04-21 23:00:00' AS TIMESTAMP)
      AND NOT COALESCE(s."precision" IN ('month'), FALSE)
      AND COALESCE((
        s."closed" IS NULL AND s."kind" <> 'void'
      ), TRUE)
  ) AS j
  INNER JOIN "hours"
    ON (
      EPOCH_US(j."valid_to") + 2208988800000000
    ) // 3600000000 = hours."hour"
  WHERE
    j."valid_to" < CAST('2024-05-05 23:00:00' AS TIMESTAMP)
  GROUP BY
    hours."period"
  UNION ALL
  SELECT
    hours_by_month."period",
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
      CASE WHEN (
        s."closed" IS NULL AND s."kind" <> 'void'
      ) THEN TRUE END AS verdict
    FROM (
      SELECT
        "object",
        "valid_from",
        "valid_to",
        "born",
        "precision",
        "closed",
        "kind",
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
        "kind",
        "sign"
      FROM "case_recent"
    ) AS s
    WHERE
      s."valid_to" > s."valid_from"
      AND s."born"
      AND s."valid_from" < CAST('2024-04-30 23:00:00' AS TIMESTAMP)
      AND s."valid_to" >= CAST('2024-03-31 23:00:00' AS TIMESTAMP)
      AND s."precision" = 'month'
      AND COALESCE((
        s."closed" IS NULL AND s."kind" <> 'void'
      ), TRUE)
  ) AS j
  INNER JOIN "hours_by_month"
    ON (
      EPOCH_US(GREATEST(j."valid_from", CAST('2024-03-31 22:00:00' AS TIMESTAMP))) + 2208988800000000
    ) // 3600000000 = hours_by_month."hour"
  GROUP BY
    hours_by_month."period"
  UNION ALL
  SELECT
    hours_by_month."period",
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
      CASE WHEN (
        s."closed" IS NULL AND s."kind" <> 'void'
      ) THEN TRUE END AS verdict
    FROM (
      SELECT
        "object",
        "valid_from",
        "valid_to",
        "born",
        "precision",
        "closed",
        "kind",
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
        "kind",
        "sign"
      FROM "case_recent"
    ) AS s
    WHERE
      s."valid_to" > s."valid_from"
      AND s."born"
      AND s."valid_from" < CAST('2024-04-30 23:00:00' AS TIMESTAMP)
      AND s."valid_to" >= CAST('2024-03-31 23:00:00' AS TIMESTAMP)
      AND s."precision" = 'month'
      AND COALESCE((
        s."closed" IS NULL AND s."kind" <> 'void'
      ), TRUE)
  ) AS j
  INNER JOIN "hours_by_month"
    ON (
      EPOCH_US(j."valid_to") + 2208988800000000
    ) // 3600000000 = hours_by_month."hour"
  WHERE
    j."valid_to" < CAST('2024-04-30 23:00:00' AS TIMESTAMP)
  GROUP BY
    hours_by_month."period"
) AS c
GROUP BY
  c."period"
