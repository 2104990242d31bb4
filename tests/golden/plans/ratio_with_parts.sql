SELECT
  COALESCE(SUM(j."sign") FILTER(WHERE
    j."verdict"), 0) AS numerator,
  COALESCE(SUM(j."sign") FILTER(WHERE
    NOT j."verdict"), 0) AS rest,
  COALESCE(SUM(j."sign") FILTER(WHERE
    j."verdict" IS NULL), 0) AS unknown,
  COALESCE(SUM(j."sign") FILTER(WHERE
    j."verdict" AND j."part_of_numerator" = 0), 0) AS part_0,
  COALESCE(SUM(j."sign") FILTER(WHERE
    j."verdict" AND j."part_of_numerator" = 1), 0) AS part_1,
  COALESCE(SUM(j."sign") FILTER(WHERE
    j."verdict" IS NULL AND j."part_of_unknown" = 2), 0) AS part_2,
  COALESCE(
    SUM(j."sign") FILTER(WHERE
      NOT j."verdict" IS NULL AND j."part_of_denominator" = 3),
    0
  ) AS part_3
FROM (
  SELECT
    s."sign",
    s."opened_at",
    CASE WHEN (
      s."kind" <> 'void'
    ) THEN (
      s."answer"
    ) END AS verdict,
    CASE
      WHEN (
        s."team" = 'north'
      )
      THEN 0
      WHEN (
        NOT s."closed" IS NULL
      )
      THEN 1
    END AS part_of_numerator,
    CASE WHEN (
      s."kind" IS NULL
    ) THEN 2 END AS part_of_unknown,
    CASE WHEN (
      s."size" > 2
    ) THEN 3 END AS part_of_denominator
  FROM (
    SELECT
      "object",
      "valid_from",
      "valid_to",
      "born",
      "answer",
      "closed",
      "kind",
      "opened_at",
      "size",
      "team",
      "sign"
    FROM "case_current"
    UNION ALL
    SELECT
      "object",
      "valid_from",
      "valid_to",
      "born",
      "answer",
      "closed",
      "kind",
      "opened_at",
      "size",
      "team",
      "sign"
    FROM "case_recent"
  ) AS s
  WHERE
    s."valid_from" <= CAST('2024-05-15 22:59:59.999999' AS TIMESTAMP)
    AND s."valid_to" > CAST('2024-05-15 22:59:59.999999' AS TIMESTAMP)
    AND s."born"
    AND NOT s."opened_at" IS NULL
    AND COALESCE((
      s."kind" <> 'void'
    ), TRUE)
) AS j
