SELECT
  COALESCE(SUM(j."sign") FILTER(WHERE
    j."verdict"), 0) AS numerator,
  COALESCE(SUM(j."sign") FILTER(WHERE
    NOT j."verdict"), 0) AS rest,
  COALESCE(SUM(j."sign") FILTER(WHERE
    j."verdict" IS NULL), 0) AS unknown
FROM (
  SELECT
    s."sign",
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
      "sign"
    FROM "case_current"
    WHERE
      known_at <= CAST('2024-05-09 23:00:00' AS TIMESTAMP)
    UNION ALL
    SELECT
      "object",
      "valid_from",
      "valid_to",
      "born",
      "closed",
      "kind",
      "sign"
    FROM "case_recent"
    WHERE
      known_at <= CAST('2024-05-09 23:00:00' AS TIMESTAMP)
    UNION ALL
    SELECT
      "object",
      "valid_from",
      "valid_to",
      "born",
      "closed",
      "kind",
      "sign"
    FROM "case_withdrawn"
    WHERE
      known_at <= CAST('2024-05-09 23:00:00' AS TIMESTAMP)
  ) AS s
  WHERE
    s."valid_from" <= CAST('2024-05-15 22:59:59.999999' AS TIMESTAMP)
    AND s."valid_to" > CAST('2024-05-15 22:59:59.999999' AS TIMESTAMP)
    AND s."born"
    AND COALESCE((
      s."closed" IS NULL AND s."kind" <> 'void'
    ), TRUE)
) AS j
