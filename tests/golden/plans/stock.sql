SELECT
  j."group_0",
  j."group_1",
  COALESCE(SUM(j."sign") FILTER(WHERE
    j."verdict"), 0) AS numerator,
  COALESCE(SUM(j."sign") FILTER(WHERE
    NOT j."verdict"), 0) AS rest,
  COALESCE(SUM(j."sign") FILTER(WHERE
    j."verdict" IS NULL), 0) AS unknown
FROM (
  SELECT
    s."sign",
    s."team" AS group_0,
    s."kind" AS group_1,
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
    s."valid_from" <= CAST('2024-05-15 22:59:59.999999' AS TIMESTAMP)
    AND s."valid_to" > CAST('2024-05-15 22:59:59.999999' AS TIMESTAMP)
    AND s."born"
    AND COALESCE((
      s."closed" IS NULL AND s."kind" <> 'void'
    ), TRUE)
) AS j
GROUP BY
  j."group_0",
  j."group_1"
HAVING
  COALESCE(SUM(j."sign") FILTER(WHERE
    j."verdict"), 0) <> 0
  OR COALESCE(SUM(j."sign") FILTER(WHERE
    NOT j."verdict"), 0) <> 0
  OR COALESCE(SUM(j."sign") FILTER(WHERE
    j."verdict" IS NULL), 0) <> 0
