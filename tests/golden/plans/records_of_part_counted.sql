SELECT
  COUNT(*)
FROM (
  SELECT
    j."object",
    j."force",
    j."opened_at",
    j."answer",
    j."closed",
    j."kind",
    j."size",
    j."team"
  FROM (
    SELECT
      s."sign",
      s."object",
      s."force",
      s."opened_at",
      s."answer",
      s."closed",
      s."kind",
      s."size",
      s."team",
      s."team" AS group_0,
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
        "force",
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
        "force",
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
  WHERE
    (
      j."verdict" IS NULL AND j."part_of_unknown" = 2
    )
    AND j."group_0" IS NOT DISTINCT FROM NULL
  GROUP BY
    j."object",
    j."force",
    j."opened_at",
    j."answer",
    j."closed",
    j."kind",
    j."size",
    j."team"
  HAVING
    SUM(j."sign") > 0
) AS r
