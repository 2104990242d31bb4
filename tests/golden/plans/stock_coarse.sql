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
    s."valid_to" > CAST('2024-04-30 22:59:59.999999' AS TIMESTAMP)
    AND s."valid_from" <= CAST('2024-05-15 22:59:59.999999' AS TIMESTAMP)
    AND s."valid_from" <= CASE
      WHEN s."precision" = 'month'
      THEN CAST('2024-04-30 22:59:59.999999' AS TIMESTAMP)
      ELSE CAST('2024-05-15 22:59:59.999999' AS TIMESTAMP)
    END
    AND s."valid_to" > CASE
      WHEN s."precision" = 'month'
      THEN CAST('2024-04-30 22:59:59.999999' AS TIMESTAMP)
      ELSE CAST('2024-05-15 22:59:59.999999' AS TIMESTAMP)
    END
    AND s."born"
    AND COALESCE((
      s."closed" IS NULL AND s."kind" <> 'void'
    ), TRUE)
) AS j
