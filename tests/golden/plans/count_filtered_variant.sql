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
    s."opened_at",
    CASE
      WHEN (
        s."kind" <> 'void'
      ) AND (
        LIST_CONTAINS(s."flags", 'a')
      )
      THEN TRUE
    END AS verdict
  FROM (
    SELECT
      "object",
      "valid_from",
      "valid_to",
      "born",
      "flags",
      "kind",
      "opened_at",
      "size",
      "sign"
    FROM "case_current"
    UNION ALL
    SELECT
      "object",
      "valid_from",
      "valid_to",
      "born",
      "flags",
      "kind",
      "opened_at",
      "size",
      "sign"
    FROM "case_recent"
  ) AS s
  WHERE
    s."valid_from" <= CAST('2024-05-15 22:59:59.999999' AS TIMESTAMP)
    AND s."valid_to" > CAST('2024-05-15 22:59:59.999999' AS TIMESTAMP)
    AND s."born"
    AND NOT s."opened_at" IS NULL
    AND (
      s."size" > 2
    )
    AND COALESCE((
      s."kind" <> 'void'
    ) AND (
      LIST_CONTAINS(s."flags", 'a')
    ), TRUE)
) AS j
